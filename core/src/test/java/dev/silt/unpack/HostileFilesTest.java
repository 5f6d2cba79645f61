package dev.silt.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silt.ApplyOptions;
import dev.silt.DeltaSource;
import dev.silt.DiffOptions;
import dev.silt.ImageSource;
import dev.silt.Silt;
import dev.silt.error.CorruptDataException;
import dev.silt.io.ByteSource;
import dev.silt.io.Leb128;
import dev.silt.io.LittleEndian;
import dev.silt.io.WorkFiles;
import dev.silt.testing.ClassArchiveBytes;
import dev.silt.testing.Container;
import dev.silt.testing.ImageSpec;
import dev.silt.testing.Item;
import dev.silt.testing.LayerSpec;
import dev.silt.testing.ReadImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files made to look like class archives or bitcode where that is least welcome: deltas of them
 * apply, and nothing takes much longer than for other bytes. Each time limit is some ten times what
 * it takes, and less than it takes without the bound that the test is for.
 */
class HostileFilesTest {

  private static final int MIB = 1 << 20;

  private static void assertComesBack(byte[] old, byte[] now, Path directory) throws IOException {
    ImageSource base = image(old, directory, "base");
    ImageSource target = image(now, directory, "target");
    Path delta = directory.resolve("delta");
    Path out = directory.resolve("out");
    Silt.diff(base, target, delta, DiffOptions.balanced().withSelfCheck(false));
    Silt.apply(base, DeltaSource.of(delta), out, ApplyOptions.defaults());
    assertThat(ReadImage.of(out).config())
        .isEqualTo(ReadImage.of(directory.resolve("target")).config());
  }

  private static ImageSource image(byte[] file, Path directory, String name) throws IOException {
    ImageSpec spec = ImageSpec.of(LayerSpec.of(Item.file("file", file)));
    return Container.OCI_ARCHIVE.write(spec.render(), directory, name);
  }

  /** A header, then words, a third of which are addresses of others; some words inserted. */
  private static byte[] likeSkeleton(int inserted) {
    int at = 5000;
    int count = 20_000;
    byte[] file = new byte[ClassArchive.HEADER_LENGTH + Long.BYTES * (count + inserted)];
    LittleEndian.putLong(file, 0, 0x73646304L);
    LittleEndian.putLong(file, 16, file.length - ClassArchive.HEADER_LENGTH);
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < count; i++) {
      int to = random.nextInt(count);
      long address = ClassLayout.ADDRESS + 8L * (to < at ? to : to + inserted);
      long word = random.nextInt(3) == 0 ? address : random.nextLong();
      int place = i < at ? i : i + inserted;
      LittleEndian.putLong(file, ClassArchive.HEADER_LENGTH + 8 * place, word);
    }
    return file;
  }

  @Test
  void aFileThatBeginsLikeASkeletonIsAFile(@TempDir Path directory) throws IOException {
    assertComesBack(likeSkeleton(0), likeSkeleton(40), directory);
  }

  /** A hash table with one value in each bucket. */
  private static byte[] table(int[] values) {
    int count = values.length;
    ByteBuffer bytes = ByteBuffer.allocate(8 * count + 40).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(0).putInt(count + 1);
    for (int i = 0; i < count; i++) {
      bytes.putInt(1 << 30 | i);
    }
    bytes.putInt(ClassTable.END << 30 | count);
    while (bytes.position() % 8 != 0) {
      bytes.putInt(0);
    }
    bytes.putInt(count);
    for (int value : values) {
      bytes.putInt(value);
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /** A class archive whose words hold a table in the entries of another, if that is wanted. */
  private static byte[] classes(boolean nested, int moreSymbols) {
    ClassArchiveBytes some = ClassArchiveBytes.random(new SplittableRandom(1), 2000);
    List<Integer> words = new ArrayList<>(some.words());
    for (int i = 100; i < 500; i++) {
      words.set(i, -7);
    }
    List<String> symbols = new ArrayList<>(some.symbols());
    for (int i = 0; i < moreSymbols; i++) {
      symbols.add(5, "anotherlongnewtext" + i);
    }
    words.replaceAll(word -> word >= 5 ? word + moreSymbols : word);
    byte[] file =
        new ClassArchiveBytes(List.copyOf(symbols), some.strings(), List.copyOf(words), 4096, false)
            .render();
    if (nested) {
      ByteBuffer inner = ByteBuffer.wrap(table(new int[64])).order(ByteOrder.LITTLE_ENDIAN);
      int[] values = new int[inner.capacity() / Integer.BYTES + 20];
      for (int i = 1; inner.remaining() >= Integer.BYTES; i++) {
        values[i] = inner.getInt();
      }
      byte[] outer = table(values);
      System.arraycopy(outer, 0, file, 4096 + 8 * 110, outer.length);
    }
    return file;
  }

  @Test
  void tablesInTablesOfTheTarget(@TempDir Path directory) throws IOException {
    assertComesBack(classes(false, 0), classes(true, 0), directory);
  }

  @Test
  void tablesInTablesOfTheBase(@TempDir Path directory) throws IOException {
    assertComesBack(classes(true, 0), classes(false, 8), directory);
  }

  /** Writes bits, the lowest first. */
  private static final class Bits {
    final byte[] bytes;
    long position;

    Bits(int length) {
      bytes = new byte[length];
    }

    void fixed(long value, int width) {
      for (int i = 0; i < width; i++, position++) {
        bytes[(int) (position >>> 3)] |= (byte) ((value >>> i & 1) << (position & 7));
      }
    }

    void chunks(long value, int width) {
      long rest = value;
      for (; rest >>> width - 1 != 0; rest >>>= width - 1) {
        fixed(rest | 1L << width - 1, width);
      }
      fixed(rest, width);
    }

    /** Bitcode begins, and one block that fills it, with records of three bits. */
    void begin() {
      fixed(Bitcode.MAGIC & 0xffff_ffffL, 32);
      fixed(1, 2);
      chunks(8, 8);
      chunks(3, 4);
      position = position + 31 & -32;
      fixed((bytes.length * 8L - position - 32) / 32, 32);
    }
  }

  /** Records of 256 fields, none of which takes a bit. */
  private static byte[] fieldsOfNoBits(int length) {
    Bits bits = new Bits(length);
    bits.begin();
    bits.fixed(2, 3);
    bits.chunks(256, 5);
    for (int i = 0; i < 256; i++) {
      bits.fixed(0, 1);
      bits.fixed(1, 3);
      bits.chunks(0, 5);
    }
    while (bits.position + 6 <= length * 8L) {
      bits.fixed(4, 3);
    }
    return bits.bytes;
  }

  /** One array of fields of a bit each: the skeleton is eight times as long. */
  private static byte[] fieldsOfOneBit(int length, long seed) {
    Bits bits = new Bits(length);
    bits.begin();
    bits.fixed(2, 3);
    bits.chunks(2, 5);
    bits.fixed(0, 1);
    bits.fixed(3, 3);
    bits.fixed(0, 1);
    bits.fixed(1, 3);
    bits.chunks(1, 5);
    bits.fixed(4, 3);
    bits.chunks(length * 8L - bits.position - 38, 6);
    byte[] random = new byte[length];
    new Random(seed).nextBytes(random);
    int from = (int) (bits.position >>> 3) + 1;
    System.arraycopy(random, from, bits.bytes, from, length - from - 8);
    return bits.bytes;
  }

  @Test
  @Timeout(20)
  void fieldsThatTakeNoBitsTakeNoTime(@TempDir Path directory) throws IOException {
    assertComesBack(fieldsOfNoBits(2 * MIB - 4096), fieldsOfNoBits(2 * MIB), directory);
  }

  /** Sixteen contents from sixteen skeletons of 4 MiB each, a byte of each at a time. */
  @Test
  @Timeout(30)
  void skeletonsAreNotMadeForEachByte(@TempDir Path directory) throws IOException {
    int count = 16;
    byte[][] files = new byte[count][];
    byte[][] skeletons = new byte[count][];
    for (int i = 0; i < count; i++) {
      files[i] = fieldsOfOneBit(1 << 19, i);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Bitcode.writeSkeleton(ByteSource.of(files[i]), out);
      skeletons[i] = out.toByteArray();
    }
    try (WorkFiles work = WorkFiles.create(directory)) {
      BaseArchives archives = BaseArchives.create(count, file -> ByteSource.of(files[file]), work);
      List<ByteSource> contents = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        assertThat(archives.add(i, 0)).isTrue();
        contents.add(archives.content(archives.first(i)));
        assertThat(contents.get(i).length()).isEqualTo(skeletons[i].length);
      }
      SplittableRandom random = new SplittableRandom(5);
      byte[] one = new byte[1];
      for (int round = 0; round < 5000; round++) {
        int which = random.nextInt(count);
        int at = random.nextInt(skeletons[which].length);
        contents.get(which).readFully(at, one, 0, 1);
        assertThat(one[0]).isEqualTo(skeletons[which][at]);
        archives.content(archives.first(which));
      }
    }
  }

  /** What looks like a table, and is none, every 80 bytes. */
  @Test
  @Timeout(4)
  void likelyTablesAreBounded() throws IOException {
    byte[] file = new byte[16 * MIB];
    LittleEndian.putInt(file, 0, 0xf00baba2);
    for (int at = 4; at + 80 <= file.length; at += 80) {
      LittleEndian.putInt(file, at, 18);
      for (int i = 0; i < 17; i++) {
        LittleEndian.putInt(file, at + 4 + 4 * i, 256 * i);
      }
      LittleEndian.putInt(file, at + 72, ClassTable.END << 30 | 4352);
      LittleEndian.putInt(file, at + 76, 4352);
    }
    assertThat(Archive.parse(ByteSource.of(file))).isNull();
  }

  private static int slot(long pattern) {
    return (int) (pattern * 0x9e3779b97f4a7c15L >>> 48);
  }

  /** Bits of addresses that all have the same slot, which the words between have too. */
  @Test
  @Timeout(4)
  void patternsOfOneSlotAreBounded() throws IOException {
    byte[] good = ClassArchiveBytes.random(new SplittableRandom(9), 1000).render();
    byte[] file = Arrays.copyOf(good, 16 * MIB);
    Random random = new Random(5);
    long filler = 0;
    int slot = 0;
    for (int best = 0; best < 4; ) {
      long word = random.nextLong();
      for (int i = 0; i < 8; i++) {
        int first = slot(Long.rotateRight(word, 8 * i));
        int near = 0;
        for (int k = 0; k < 8; k++) {
          int distance = slot(Long.rotateRight(word, 8 * k)) - first;
          near += distance >= 0 && distance < 600 ? 1 : 0;
        }
        if (near > best) {
          best = near;
          filler = word;
          slot = first;
        }
      }
    }
    long inverse = 0x9e3779b97f4a7c15L;
    for (int i = 0; i < 6; i++) {
      inverse *= 2 - 0x9e3779b97f4a7c15L * inverse;
    }
    for (int at = good.length + 511 & -512; at < file.length; at += 512) {
      boolean isAnchor = at / 512 % 16 == 0;
      long pattern = ((long) slot << 48 | random.nextLong() & 0xffff_ffff_ffffL) * inverse;
      for (int i = 0; i < 64; i++) {
        long address = (pattern >>> i & 1) == 0 ? 0 : ClassLayout.ADDRESS + 8L * i;
        LittleEndian.putLong(file, at + 8 * i, isAnchor ? address : filler);
      }
    }
    assertThat(Archive.parse(ByteSource.of(file))).isNotNull();
  }

  /** Eight tables of symbols, all right but the last one, wherever they count from. */
  @Test
  @Timeout(4)
  void symbolsAtAnyOriginAreBounded() throws IOException {
    byte[] file = new byte[16 * MIB];
    byte[] page = new byte[4096];
    new Random(1).nextBytes(page);
    for (int at = 0; at < page.length; at += 8) {
      page[at + 4] = -1;
      page[at + 5] = -1;
    }
    for (int at = 0; at < file.length; at++) {
      file[at] = page[at & page.length - 1];
    }
    int count = (file.length - (42 << 14)) / 65_544;
    Map<Integer, Integer> hashes = new TreeMap<>();
    for (int i = 0; i <= count; i++) {
      int at = (1 << 16) + i * 65_544;
      int hash = 0;
      for (int k = 0; k < 65_535; k++) {
        hash = 31 * hash + (file[at + 6 + k] & 0xff);
      }
      hashes.put(at, i == count ? 12_345 : hash);
    }
    ByteBuffer out = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(0, 0xf00baba2).position(4096);
    for (int table = 0; table < 8; table++) {
      putTable(out, hashes);
    }
    assertThat(Archive.parse(ByteSource.of(file))).isNull();
  }

  private static void putTable(ByteBuffer out, Map<Integer, Integer> hashes) {
    List<List<Integer>> buckets = new ArrayList<>();
    for (int i = 0; i < 127; i++) {
      buckets.add(new ArrayList<>());
    }
    hashes.forEach(
        (at, hash) -> buckets.get(Integer.remainderUnsigned(hash, 127)).addAll(List.of(hash, at)));
    while (out.position() % 8 != 0) {
      out.put((byte) 0);
    }
    out.putInt(128);
    List<Integer> entries = new ArrayList<>();
    for (List<Integer> bucket : buckets) {
      boolean isSingle = bucket.size() == 2;
      out.putInt((isSingle ? 1 << 30 : 0) | entries.size());
      entries.addAll(isSingle ? bucket.subList(1, 2) : bucket);
    }
    out.putInt(ClassTable.END << 30 | entries.size());
    while (out.position() % 8 != 0) {
      out.put((byte) 0);
    }
    out.putInt(entries.size());
    entries.forEach(out::putInt);
  }

  /** Symbols here and there by turns would be read through a window again and again. */
  @Test
  void symbolsThatDoNotAscendAreRefused() throws IOException {
    int count = 1 << 10;
    int end = 8 * count + 4096;
    ClassLayout layout =
        new ClassLayout(
            0, end, List.of(), List.of(new ClassLayout.HashTable(0, 1, count, 2 * count, true)));
    ByteArrayOutputStream trailer = new ByteArrayOutputStream();
    for (long number : layout.numbers()) {
      Leb128.write(trailer, number);
    }
    long expected = 0;
    for (int i = 0; i < count; i++) {
      long value = (i & 1) * (end / 2L);
      Leb128.write(trailer, Leb128.zigzag(value - expected));
      expected = value + 8;
    }
    byte[] skeleton = new byte[ClassArchive.HEADER_LENGTH + end + trailer.size()];
    LittleEndian.putLong(skeleton, 0, 0x73646304L);
    LittleEndian.putLong(skeleton, 16, end);
    LittleEndian.putLong(skeleton, 24, trailer.size());
    byte[] tail = trailer.toByteArray();
    System.arraycopy(tail, 0, skeleton, skeleton.length - tail.length, tail.length);
    Archive any = Objects.requireNonNull(Archive.parse(ByteSource.of(fieldsOfOneBit(1 << 10, 1))));
    MemberStreams none = new ArchiveTest.OwnStreams(any);
    assertThatThrownBy(
            () -> Packing.render(ByteSource.of(skeleton), none, OutputStream.nullOutputStream()))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("value of a hash table");
  }
}
