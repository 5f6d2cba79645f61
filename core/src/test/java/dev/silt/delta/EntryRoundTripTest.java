package dev.silt.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.error.Limits;
import dev.silt.tar.TarCodec;
import dev.silt.tar.TarEntry;
import dev.silt.tar.TarReader;
import dev.silt.testing.Bytes;
import dev.silt.testing.HeaderStyle;
import dev.silt.testing.ImageBytes;
import dev.silt.testing.ImageGenerator;
import dev.silt.testing.ImagePair;
import dev.silt.testing.Item;
import dev.silt.testing.LayerBytes;
import dev.silt.testing.RandomData;
import dev.silt.testing.TarShape;
import dev.silt.testing.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Entries written are the entries read, whatever the base. */
class EntryRoundTripTest {

  private static final Limits LIMITS = Limits.defaults();
  private static final int PAIR_COUNT = 60;

  /** What the pairs had; all of it must have come up. */
  private enum Seen {
    FRACTION,
    NEGATIVE_TIME,
    NEGATIVE_FRACTION,
    RAW,
    PADDING,
    LITERALS,
    ZEROS,
    TAIL_NEW,
    TAIL_BASE,
    FIRST_NEW,
    EARLIER_NEW,
    BASE,
    NONE
  }

  /** A layer as a tar reader gives it, with made-up contents. */
  private record Layer(List<CodedEntry> entries, CodedTail tail) {}

  /** Contents that have the right lengths. Not safe for several threads. */
  private static final class Contents implements ContentLengths {
    final SplittableRandom random;
    final BaseEntries base;
    final Set<Seen> seen;
    final List<Long> lengths = new ArrayList<>();

    Contents(SplittableRandom random, BaseEntries base, Set<Seen> seen) {
      this.random = random;
      this.base = base;
      this.seen = seen;
    }

    @Override
    public long lengthOf(ContentRef content) {
      return switch (content.kind()) {
        case NONE -> 0;
        case NEW -> lengths.get(content.number());
        case BASE -> base.file(content.number()).dataLength();
      };
    }

    ContentRef ofLength(long length) {
      List<ContentRef> fitting = new ArrayList<>();
      for (int i = 0; i < lengths.size(); i++) {
        if (lengths.get(i) == length) {
          fitting.add(ContentRef.ofNew(i));
        }
      }
      for (int i = 0; i < base.fileCount(); i++) {
        if (base.file(i).dataLength() == length) {
          fitting.add(ContentRef.ofBase(i));
        }
      }
      if (length == 0) {
        return note(Seen.NONE, ContentRef.NONE);
      }
      if (!fitting.isEmpty() && random.nextInt(4) != 0) {
        ContentRef ref = RandomData.pick(random, fitting);
        return note(ref.kind() == ContentRef.Kind.NEW ? Seen.EARLIER_NEW : Seen.BASE, ref);
      }
      lengths.add(length);
      return note(Seen.FIRST_NEW, ContentRef.ofNew(lengths.size() - 1));
    }

    ContentRef tail(long length) {
      if (length > 0) {
        lengths.add(length);
        return note(Seen.TAIL_NEW, ContentRef.ofNew(lengths.size() - 1));
      }
      if (base.fileCount() > 0 && random.nextInt(3) == 0) {
        return note(Seen.TAIL_BASE, ContentRef.ofBase(random.nextInt(base.fileCount())));
      }
      return ContentRef.NONE;
    }

    private ContentRef note(Seen what, ContentRef ref) {
      seen.add(what);
      return ref;
    }
  }

  @Test
  void entriesReadAreThoseWritten() throws IOException {
    Set<Seen> seen = EnumSet.noneOf(Seen.class);
    for (int seed = 0; seed < PAIR_COUNT; seed++) {
      roundTrip(seed, seen);
    }
    assertThat(seen).containsExactlyInAnyOrder(Seen.values());
  }

  private static void roundTrip(long seed, Set<Seen> seen) throws IOException {
    SplittableRandom random = new SplittableRandom(seed ^ 0xe27);
    ImagePair pair = ImageGenerator.pair(seed);
    BaseEntries base = base(random, pair.base().render());
    Contents contents = new Contents(random, base, seen);
    List<Layer> layers = new ArrayList<>();
    for (LayerBytes layer : pair.target().render().layers()) {
      layers.add(read(random, layer.tar(), contents));
    }

    // Half of the pairs have equal contents wherever lengths are equal: guesses win then.
    boolean generous = random.nextBoolean();
    SameContent same =
        (guess, actual) ->
            guess.equals(actual)
                || generous
                    && guess.kind() == ContentRef.Kind.BASE
                    && actual.kind() == ContentRef.Kind.BASE
                    && contents.lengthOf(guess) == contents.lengthOf(actual);
    EntryWriter writer = EntryWriter.create(base, contents, same);
    List<Layer> stored = new ArrayList<>();
    for (Layer layer : layers) {
      List<CodedEntry> entries = new ArrayList<>();
      for (CodedEntry entry : layer.entries()) {
        entries.add(writer.entry(entry));
      }
      writer.tail(layer.tail());
      stored.add(new Layer(entries, layer.tail()));
    }
    byte[] payload =
        writer.toBytes(new ColumnEffort(1 + random.nextInt(19), random.nextInt(4) == 0));

    EntryWriter again = EntryWriter.create(base, contents, ContentRef::equals);
    try (EntryReader reader = EntryReader.open(payload, base, contents, LIMITS)) {
      for (int i = 0; i < layers.size(); i++) {
        for (int k = 0; k < layers.get(i).entries().size(); k++) {
          CodedEntry actual = reader.entry();
          String what = "seed " + seed + ", layer " + i + ", entry " + k;
          CodedEntry given = layers.get(i).entries().get(k);
          assertSame(what, given, stored.get(i).entries().get(k).content(), actual);
          assertThat(contents.lengthOf(actual.content())).isEqualTo(given.entry().dataLength());
          again.entry(actual);
        }
        CodedTail tail = reader.tail();
        assertThat(tail).isEqualTo(layers.get(i).tail());
        again.tail(tail);
      }
      reader.end(contents.lengths.size());
    }
    assertThat(CodedPart.parse(again.toBytes(new ColumnEffort(3, false)), 10))
        .usingRecursiveComparison()
        .as("columns, seed %d", seed)
        .isEqualTo(CodedPart.parse(payload, 10));
    layers.forEach(layer -> layer.entries().forEach(entry -> note(entry, seen)));
    layers.forEach(layer -> note(Seen.ZEROS, layer.tail().zeroLength() > 0, seen));
  }

  private static BaseEntries base(SplittableRandom random, ImageBytes image) throws IOException {
    List<List<TarEntry>> layers = new ArrayList<>();
    BaseEntries none = BaseEntries.of(List.of());
    for (LayerBytes layer : image.layers()) {
      Contents unused = new Contents(random, none, EnumSet.noneOf(Seen.class));
      layers.add(
          read(random, layer.tar(), unused).entries().stream().map(CodedEntry::entry).toList());
    }
    return BaseEntries.of(layers);
  }

  /** Reads a layer; now and then one with raw headers in front. */
  private static Layer read(SplittableRandom random, byte[] tar, Contents contents)
      throws IOException {
    byte[] all = random.nextInt(3) == 0 ? Bytes.concat(raw(random), tar) : tar;
    TarReader reader = TarReader.open(new ByteArrayInputStream(all), LIMITS);
    List<CodedEntry> entries = new ArrayList<>();
    for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
      ContentRef content = contents.ofLength(entry.dataLength());
      entries.add(new CodedEntry(entry, content, reader.endEntry()));
    }
    long zeroLength = reader.zeroLength();
    long tailLength = 0;
    byte[] buffer = new byte[4096];
    for (int n = 0; n >= 0; n = reader.readTail(buffer, 0, buffer.length)) {
      tailLength += n;
    }
    return new Layer(entries, new CodedTail(zeroLength, contents.tail(tailLength)));
  }

  /**
   * {@return an entry with ten long names, of which the last counts: more blocks than forms have}
   */
  private static byte[] raw(SplittableRandom random) {
    Item item =
        Item.file("raw/" + "n".repeat(120 + random.nextInt(3)), new byte[random.nextInt(3)])
            .withStyle(HeaderStyle.GNU)
            .withTime(random.nextInt(5), "");
    byte[] tar = TarWriter.write(List.of(item), new TarShape(0, 0, 1, new byte[0], "", true));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < 9; i++) {
      out.write(tar, 0, 1024);
    }
    out.writeBytes(tar);
    return out.toByteArray();
  }

  private static void note(CodedEntry coded, Set<Seen> seen) {
    TarEntry entry = coded.entry();
    boolean fraction = entry.mtimeFraction().length > 0;
    note(Seen.FRACTION, fraction, seen);
    note(Seen.NEGATIVE_TIME, entry.mtimeSeconds() < 0, seen);
    note(Seen.NEGATIVE_FRACTION, entry.mtimeSeconds() < 0 && fraction, seen);
    note(Seen.RAW, entry.raw() != null, seen);
    note(Seen.LITERALS, entry.literals().length > 0, seen);
    note(Seen.PADDING, coded.padding() != null, seen);
  }

  private static void note(Seen what, boolean holds, Set<Seen> seen) {
    if (holds) {
      seen.add(what);
    }
  }

  private static void assertSame(
      String what, CodedEntry expected, ContentRef content, CodedEntry actual) throws IOException {
    assertThat(actual.content()).as(what).isEqualTo(content);
    assertThat(equal(actual.padding(), expected.padding())).as("padding, %s", what).isTrue();
    TarEntry a = actual.entry();
    TarEntry e = expected.entry();
    assertThat(TarCodec.render(a)).as(what).isEqualTo(TarCodec.render(e));
    assertThat(a.form()).as(what).isEqualTo(e.form());
    assertThat(Arrays.deepEquals(a.literals(), e.literals())).as("literals, %s", what).isTrue();
    assertThat(a.path()).as(what).isEqualTo(e.path());
    assertThat(a.linkTarget()).as(what).isEqualTo(e.linkTarget());
    assertThat(a.userName()).as(what).isEqualTo(e.userName());
    assertThat(a.groupName()).as(what).isEqualTo(e.groupName());
    assertThat(a.mtimeFraction()).as(what).isEqualTo(e.mtimeFraction());
    assertThat(equal(a.raw(), e.raw())).as("raw header, %s", what).isTrue();
    assertThat(numbers(a)).as(what).isEqualTo(numbers(e));
  }

  private static boolean equal(byte @Nullable [] a, byte @Nullable [] b) {
    return Arrays.equals(a, b);
  }

  private static List<Long> numbers(TarEntry entry) {
    return List.of(
        (long) entry.type(),
        (long) entry.mode(),
        entry.uid(),
        entry.gid(),
        entry.mtimeSeconds(),
        entry.deviceMajor(),
        entry.deviceMinor(),
        entry.dataLength());
  }
}
