package dev.silt.delta;

import dev.silt.delta.EntryGuesses.Attributes;
import dev.silt.delta.EntryGuesses.Time;
import dev.silt.error.CorruptDataException;
import dev.silt.io.Leb128;
import dev.silt.tar.HeaderForm;
import dev.silt.tar.TarEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Codes the entries of rebuilt layers in columns, each field against a guess: the base's entry of
 * the same path where there is one, else entries before. A mask tells which guesses fail; where all
 * hold, an entry costs its share of a run in two columns. One walk serves both directions, see
 * {@link FieldIo}. Not safe for several threads.
 */
final class EntryCoder {

  private static final int TYPE = 1;
  private static final int FORM = 1 << 1;
  private static final int MODE = 1 << 2;
  private static final int OWNER = 1 << 3;
  private static final int NAMES = 1 << 4;
  private static final int MTIME = 1 << 5;
  private static final int LINK = 1 << 6;
  private static final int DEVICE = 1 << 7;
  private static final int LITERALS = 1 << 8;
  private static final int CONTENT = 1 << 9;
  private static final int PADDING = 1 << 10;
  private static final int PATH_FORM = 1 << 11;
  private static final long ALL = (1 << 12) - 1;

  private static final int MAX_FORMS = 1 << 16;
  private static final int BLOCK_LENGTH = 512;

  private final FieldIo io;
  private final BaseEntries base;
  private final ContentLengths lengths;
  private final SameContent same;
  private final PathCoder paths;
  private final ContentRefCoder contents;
  private final EntryGuesses guesses = new EntryGuesses();
  private final RecentTimes times = new RecentTimes();
  private final List<HeaderForm> forms = new ArrayList<>();

  EntryCoder(FieldIo io, BaseEntries base, ContentLengths lengths, SameContent same) {
    this.io = io;
    this.same = same;
    this.base = base;
    this.lengths = lengths;
    this.paths = new PathCoder(io, base);
    this.contents = new ContentRefCoder(io, base);
  }

  /** {@return how many new contents have been referred to} */
  int newContentCount() {
    return contents.newCount();
  }

  /** Codes one entry; the argument is null when reading. */
  CodedEntry code(@Nullable CodedEntry given) throws IOException {
    CodedEntry actual = given;
    TarEntry e = given == null ? null : given.entry();
    int index = paths.code(e == null ? null : EntryPath.body(e.path()));
    TarEntry reference = index < 0 ? null : base.entry(index);
    if (actual != null) {
      ContentRef guess = contents.guess(index, actual.entry().type());
      if (same.test(guess, actual.content())) {
        actual = new CodedEntry(actual.entry(), guess, actual.padding());
      }
    }
    long coded = io.number(Column.MASK, actual == null ? 0 : mask(actual, index, reference));
    if ((coded & ~ALL) != 0) {
      throw corrupt("mask of an entry");
    }
    int mask = (int) coded;
    byte type = guesses.type(reference);
    if ((mask & TYPE) != 0) {
      type = (byte) bounded(io.number(Column.FIELD, e == null ? 0 : e.type() & 0xff), 0xff);
    }
    HeaderForm form = (mask & FORM) != 0 ? codeForm(e) : guesses.form(reference, type);
    TarEntry raw = null;
    if (form == null) {
      raw = TarEntry.ofRaw(io.bytes(Column.RAW, e == null ? null : e.raw()));
      type = raw.type();
    }
    ContentRef content =
        (mask & CONTENT) != 0
            ? contents.code(actual == null ? null : actual.content())
            : contents.accept(contents.guess(index, type));
    TarEntry entry = raw;
    if (form != null) {
      entry = fields(e, reference, mask, type, form, lengths.lengthOf(content));
    }
    boolean misplaced =
        content.kind() != ContentRef.Kind.NONE && ContentRefCoder.isHeaderOnly(type);
    if (entry == null || misplaced || entry.dataLength() != lengths.lengthOf(content)) {
      throw corrupt("length of an entry's content");
    }
    byte[] padding = null;
    if ((mask & PADDING) != 0) {
      padding = io.bytes(Column.RAW, actual == null ? null : actual.padding());
      if (padding.length >= BLOCK_LENGTH) {
        throw corrupt("length of a padding");
      }
    }
    guesses.learn(entry, reference);
    return new CodedEntry(entry, content, padding);
  }

  /** Codes what follows a layer's entries; the argument is null when reading. */
  CodedTail codeTail(@Nullable CodedTail actual) throws IOException {
    long zeroLength = io.number(Column.FIELD, actual == null ? 0 : actual.zeroLength());
    if (zeroLength < 0) {
      throw corrupt("length of a layer's end");
    }
    return new CodedTail(zeroLength, contents.code(actual == null ? null : actual.content()));
  }

  private int mask(CodedEntry actual, int index, @Nullable TarEntry reference) {
    TarEntry e = actual.entry();
    byte type = e.type();
    HeaderForm form = EntryGuesses.formOf(e);
    int mask =
        bit(TYPE, type != guesses.type(reference))
            | bit(FORM, !Objects.equals(form, guesses.form(reference, type)))
            | bit(CONTENT, !actual.content().equals(contents.guess(index, type)))
            | bit(PADDING, actual.padding() != null);
    if (form == null) {
      return mask;
    }
    Attributes similar = guesses.similar(reference, type);
    boolean sameNames =
        Arrays.equals(e.userName(), guesses.userName(e.uid(), similar))
            && Arrays.equals(e.groupName(), guesses.groupName(e.gid(), similar));
    boolean sameDevice = e.deviceMajor() == major(reference) && e.deviceMinor() == minor(reference);
    return mask
        | bit(PATH_FORM, EntryPath.form(e.path()) != guesses.pathForm(type))
        | bit(MODE, similar == null || e.mode() != similar.mode())
        | bit(OWNER, similar == null || e.uid() != similar.uid() || e.gid() != similar.gid())
        | bit(NAMES, !sameNames)
        | bit(MTIME, !guesses.time(reference).same(e))
        | bit(LINK, !Arrays.equals(e.linkTarget(), guesses.link(reference)))
        | bit(DEVICE, !sameDevice)
        | bit(LITERALS, !Arrays.deepEquals(e.literals(), guesses.literals(reference, form)));
  }

  private static int bit(int bit, boolean set) {
    return set ? bit : 0;
  }

  private static long major(@Nullable TarEntry reference) {
    return reference == null ? 0 : reference.deviceMajor();
  }

  private static long minor(@Nullable TarEntry reference) {
    return reference == null ? 0 : reference.deviceMinor();
  }

  /** Codes the fields of an entry whose header is not raw, in the order of the mask's use. */
  private TarEntry fields(
      @Nullable TarEntry e,
      @Nullable TarEntry reference,
      int mask,
      byte type,
      HeaderForm form,
      long dataLength)
      throws IOException {
    Attributes similar = guesses.similar(reference, type);
    long pathForm = guesses.pathForm(type);
    if ((mask & PATH_FORM) != 0) {
      pathForm = io.number(Column.FIELD, e == null ? 0 : EntryPath.form(e.path()));
      if (pathForm < 0 || pathForm >= EntryPath.FORM_COUNT) {
        throw corrupt("form of a path");
      }
    }
    int mode = similar == null ? 0 : similar.mode();
    if ((mask & MODE) != 0) {
      mode =
          (int)
              bounded(io.number(Column.FIELD, e == null ? 0 : e.mode() & 0xffffffffL), 0xffffffffL);
    }
    long uid = similar == null ? 0 : similar.uid();
    long gid = similar == null ? 0 : similar.gid();
    if ((mask & OWNER) != 0) {
      uid = io.number(Column.FIELD, e == null ? 0 : e.uid());
      gid = io.number(Column.FIELD, e == null ? 0 : e.gid());
    }
    byte[] userName = guesses.userName(uid, similar);
    byte[] groupName = guesses.groupName(gid, similar);
    if ((mask & NAMES) != 0) {
      userName = io.bytes(Column.BYTES, e == null ? null : e.userName());
      groupName = io.bytes(Column.BYTES, e == null ? null : e.groupName());
    }
    Time time = (mask & MTIME) != 0 ? codeTime(e) : guesses.time(reference);
    byte[] link = guesses.link(reference);
    if ((mask & LINK) != 0) {
      link = io.bytes(Column.BYTES, e == null ? null : e.linkTarget());
    }
    long major = major(reference);
    long minor = minor(reference);
    if ((mask & DEVICE) != 0) {
      major = io.number(Column.FIELD, e == null ? 0 : e.deviceMajor());
      minor = io.number(Column.FIELD, e == null ? 0 : e.deviceMinor());
    }
    byte[][] literals =
        (mask & LITERALS) != 0 ? codeLiterals(e, form) : guesses.literals(reference, form);
    if (literals == null || literals.length != form.literalCount()) {
      throw corrupt("number of literals");
    }
    return TarEntry.of(
        EntryPath.join((int) pathForm, paths.body()),
        type,
        mode,
        uid,
        gid,
        userName,
        groupName,
        link,
        major,
        minor,
        time.seconds(),
        time.fraction(),
        dataLength,
        form,
        literals);
  }

  private static long bounded(long value, long allowed) throws CorruptDataException {
    if (value < 0 || value > allowed) {
      throw corrupt("field of an entry");
    }
    return value;
  }

  /** Codes a form: 0 for a raw header, a known form's number from 1, or a new one. */
  private @Nullable HeaderForm codeForm(@Nullable TarEntry e) throws IOException {
    HeaderForm form = e == null ? null : EntryGuesses.formOf(e);
    int known = form == null ? -1 : forms.indexOf(form);
    long number = form == null ? 0 : known >= 0 ? known + 1 : forms.size() + 1;
    number = io.number(Column.FORM, number);
    if (number == 0) {
      return null;
    }
    if (number < 0 || number > forms.size() + 1 || number > MAX_FORMS) {
      throw corrupt("number of a header form");
    }
    if (number == forms.size() + 1) {
      forms.add(HeaderForm.parse(io.bytes(Column.FORM, form == null ? null : form.toBytes())));
    }
    return forms.get((int) number - 1);
  }

  /** Codes a time: its place among recent ones, else the difference to the most recent. */
  private Time codeTime(@Nullable TarEntry e) throws IOException {
    long number = 0;
    if (e != null) {
      int known = times.find(e.mtimeSeconds(), e.mtimeFraction());
      boolean whole = e.mtimeFraction().length == 0;
      number = known >= 0 ? known : whole ? RecentTimes.SIZE : RecentTimes.SIZE + 1;
    }
    number = io.number(Column.MTIME, number);
    if (number >= 0 && number < times.count()) {
      int known = (int) number;
      Time time = new Time(times.seconds(known), times.fraction(known));
      times.use(known, time.seconds(), time.fraction());
      return time;
    }
    if (number != RecentTimes.SIZE && number != RecentTimes.SIZE + 1) {
      throw corrupt("place of a time");
    }
    long difference = e == null ? 0 : e.mtimeSeconds() - times.lastSeconds();
    difference = Leb128.unzigzag(io.number(Column.MTIME, Leb128.zigzag(difference)));
    byte[] fraction = {};
    if (number != RecentTimes.SIZE) {
      fraction = io.bytes(Column.BYTES, e == null ? null : e.mtimeFraction());
    }
    Time time = new Time(times.lastSeconds() + difference, fraction);
    times.use(-1, time.seconds(), time.fraction());
    return time;
  }

  private byte[][] codeLiterals(@Nullable TarEntry e, HeaderForm form) throws IOException {
    byte[][] literals = new byte[form.literalCount()][];
    for (int i = 0; i < literals.length; i++) {
      literals[i] = io.bytes(Column.BYTES, e == null ? null : e.literals()[i]);
    }
    return literals;
  }

  private static CorruptDataException corrupt(String what) {
    return new CorruptDataException("delta is damaged: " + what + " out of range, section=ENTRIES");
  }
}
