package dev.silt.delta;

import static dev.silt.delta.DeltaParts.concat;

import dev.silt.delta.DeltaParts.Part;
import dev.silt.io.Leb128;
import dev.silt.testing.Bytes;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Lies in CONTENTS. The good one has the contents of {@code bin/tool} (900 bytes, base file 2) and
 * {@code bin/new} (50 literals). Stateless.
 */
final class ContentsLies {

  private static final int STREAMS = ContentStream.values().length;
  private static final int TABLE = CodedPart.at(ContentStream.TABLE);
  private static final int OPS = CodedPart.at(ContentStream.OPS);
  private static final int OFFSETS = CodedPart.at(ContentStream.OFFSETS);
  private static final int LITERALS = CodedPart.at(ContentStream.LITERALS);

  private ContentsLies() {}

  static List<Lie> all() {
    Lie.Book book = new Lie.Book();
    for (ContentStream stream : ContentStream.values()) {
      coding(book, stream);
    }
    segments(book);
    table(book);
    ops(book);
    return book.lies();
  }

  private static Lie.Telling parts(UnaryOperator<List<CodedPart>> edit) {
    return good -> {
      List<CodedPart> parts = edit.apply(adds(good.payload(SectionType.CONTENTS)));
      return good.with(SectionType.CONTENTS, CodedPart.toBytes(parts)).toBytes();
    };
  }

  private static Lie.Telling part(ContentStream stream, UnaryOperator<CodedPart> edit) {
    return parts(
        parts -> {
          parts.set(CodedPart.at(stream), edit.apply(parts.get(CodedPart.at(stream))));
          return parts;
        });
  }

  /** The same contents with one add, so that every stream has bytes. */
  private static List<CodedPart> adds(byte[] payload) throws IOException {
    List<CodedPart> parts = CodedPart.parse(payload, STREAMS);
    byte[] literals = parts.get(LITERALS).coded();
    byte[] differences = new byte[900];
    for (int i = 100; i < 800; i += 90) {
      differences[i] = 4;
    }
    parts.set(OPS, CodedPart.plain(Numbers.of(900 << 2 | 1, 3)));
    parts.set(OFFSETS, CodedPart.plain(Numbers.of(0)));
    parts.set(CodedPart.at(ContentStream.DIFFERENCES), CodedPart.plain(differences));
    parts.set(LITERALS, CodedPart.plain(Bytes.from(literals, literals.length - 50)));
    return parts;
  }

  private static CodedPart zstd(CodedPart plain) {
    return CodedPart.flushed(plain.coded());
  }

  private static void coding(Lie.Book book, ContentStream stream) {
    book.harmless(stream + " as zstd", part(stream, ContentsLies::zstd));
    book.corrupt(
        stream + " says more", "wrong length", part(stream, p -> p.withLength(p.length() + 1)));
    book.corrupt(stream + " says less", "", part(stream, p -> p.withLength(p.length() - 1)));
    book.corrupt(
        stream + " as zstd says more", "", part(stream, p -> zstd(p).withLength(p.length() + 1)));
    book.corrupt(
        stream + " as zstd says less", "", part(stream, p -> zstd(p).withLength(p.length() - 1)));
    for (int i = 4; i < 40; i++) {
      int cut = i;
      book.corrupt(
          stream + " cut by " + i,
          "",
          part(
              stream,
              p -> {
                byte[] coded = zstd(p).coded();
                return zstd(p).withCoded(Arrays.copyOf(coded, Math.max(0, coded.length - cut)));
              }));
    }
    book.unsupported(stream + " with a new codec", part(stream, p -> p.withCodec(5)));
    book.unsupported(stream + " with codec 2^62", part(stream, p -> p.withCodec(1L << 62)));
    book.corrupt(
        stream + " over 2 MiB",
        "too large",
        part(stream, p -> new CodedPart((2 << 20) + 1, 1, new byte[9])));
    book.corrupt(
        stream + " not zstd",
        "zstd",
        part(stream, p -> new CodedPart(p.length(), 1, new byte[(int) p.length()])));
    book.corrupt(
        stream + " left over",
        "left over",
        part(stream, p -> CodedPart.plain(concat(p.coded(), new byte[1]))));
    byte[] junk = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20};
    for (StreamCodec codec : List.of(StreamCodec.CONTEXT, StreamCodec.LZMA, StreamCodec.QUICK)) {
      if (!stream.allows(codec)) {
        book.unsupported(
            stream + " with codec " + codec,
            part(stream, p -> new CodedPart(p.length(), codec.code(), p.coded())));
      } else {
        book.corrupt(
            stream + " of junk in codec " + codec,
            "",
            part(stream, p -> new CodedPart(p.length(), codec.code(), junk)));
      }
    }
    book.corrupt(stream + " empty", "", part(stream, p -> CodedPart.plain(new byte[0])));
    book.corrupt(
        stream + " with a larger window",
        "zstd",
        good -> {
          byte[] payload = good.payload(SectionType.CONTENTS);
          List<CodedPart> parts = adds(payload);
          byte[] plain = parts.get(CodedPart.at(stream)).coded();
          parts.set(CodedPart.at(stream), CodedPart.windowed(plain, stream.windowLog() + 1));
          return good.with(SectionType.CONTENTS, CodedPart.toBytes(parts)).toBytes();
        });
  }

  private static final byte[] RESERVED_BLOCK = {-1, -1, -1};
  private static final byte[] SKIPPABLE = {0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0};

  /** Chunks whose coded bytes hold more than the length says. */
  static List<Lie> surplus() {
    Lie.Book book = new Lie.Book();
    for (ContentStream stream : ContentStream.values()) {
      book.corrupt(
          stream + " decodes to a byte more than it says",
          "",
          part(
              stream,
              p -> CodedPart.flushed(concat(p.coded(), new byte[1])).withLength(p.length())));
      book.corrupt(
          stream + " ends its frame", "ends", part(stream, p -> CodedPart.zstd(p.coded())));
      book.corrupt(
          stream + " begins with a skippable frame",
          "ends",
          part(stream, p -> zstd(p).withCoded(concat(SKIPPABLE, zstd(p).coded()))));
      book.corrupt(
          stream + " has rubbish behind its blocks",
          "",
          part(stream, p -> zstd(p).withCoded(concat(zstd(p).coded(), RESERVED_BLOCK))));
      book.corrupt(
          stream + " has another frame behind",
          "",
          part(stream, p -> zstd(p).withCoded(concat(zstd(p).coded(), zstd(p).coded()))));
    }
    return book.lies();
  }

  /** The streams in two segments. */
  private static Lie.Telling cut(int... at) {
    return good -> {
      byte[] payload = good.payload(SectionType.CONTENTS);
      List<CodedPart> parts = adds(payload);
      List<CodedPart> second = new java.util.ArrayList<>();
      for (int i = 0; i < STREAMS; i++) {
        byte[] all = parts.get(i).coded();
        second.add(CodedPart.plain(Arrays.copyOfRange(all, at[i], all.length)));
        parts.set(i, CodedPart.plain(Arrays.copyOf(all, at[i])));
      }
      return good.with(SectionType.CONTENTS, CodedPart.toBytes(parts))
          .plus(Part.of(SectionType.CONTENTS, CodedPart.toBytes(second)))
          .toBytes();
    };
  }

  private static void segments(Lie.Book book) {
    book.harmless("all plain", parts(parts -> parts));
    book.corrupt(
        "segment of nothing",
        "empty segment",
        good -> {
          int at = good.index(SectionType.CONTENTS);
          return good.plus(at, Part.of(SectionType.CONTENTS, new byte[STREAMS])).toBytes();
        });
    book.corrupt(
        "sixth chunk",
        "left over",
        good -> {
          byte[] payload = concat(good.payload(SectionType.CONTENTS), new byte[1]);
          return good.with(SectionType.CONTENTS, payload).toBytes();
        });
    book.harmless("cut between contents", cut(3, 3, 1, 900, 0));
    book.harmless("cut in an add", cut(3, 2, 1, 500, 0));
    book.corrupt("number over a cut", "", cut(3, 1, 1, 900, 0));
    book.corrupt("cut with bytes left", "left over", cut(3, 0, 0, 0, 3));
    book.corrupt(
        "segment too many",
        "",
        good -> good.plus(good.parts().get(good.index(SectionType.CONTENTS))).toBytes());
  }

  /** Another table: for each content transform, number of bases, base or length. */
  private static Lie.Telling table(long... numbers) {
    return part(ContentStream.TABLE, p -> CodedPart.plain(Numbers.of(numbers)));
  }

  /** A table with base files 2, 3, 4 and so on for the first content. */
  private static long[] bases(int count) {
    long[] numbers = new long[count + 5];
    numbers[1] = count;
    Arrays.fill(numbers, 2, 2 + count, base(1));
    numbers[2] = base(2);
    numbers[count + 4] = 50;
    return numbers;
  }

  private static long base(long difference) {
    return Leb128.zigzag(difference);
  }

  private static long jump(long distance) {
    return Leb128.zigzag(distance);
  }

  private static void table(Lie.Book book) {
    book.harmless("the table", table(0, 1, base(2), 0, 0, 50));
    book.harmless("transform of content without code", table(1, 20, 1, base(2), 2, 0, 50));
    book.corrupt("space of a transform", "space", table(1, 31, 1, base(2), 0, 0, 50));
    book.corrupt("space of a transform, 2^64-1", "space", table(1, -1, 1, base(2), 0, 0, 50));
    book.unsupported("transform 6", table(6, 1, base(2), 0, 0, 50));
    book.harmless(
        "relocation of what is no program", table(4, 1, base(2), 1, 0, 0, 0, 2047, 0, 0, 50));
    book.harmless("wild relocation of that", table(3, 20, 1, base(2), 1, -1, -2, -3, 0, 0, 0, 50));
    book.harmless("ARM of content without code", table(5, 1, base(2), 0, 0, 50));
    book.harmless(
        "relocated ARM of that", table(7, 1, base(2), 1, 1, 2, 3, (1L << 31) - 1, 0, 0, 50));
    book.corrupt("relocated ARM of nothing", "without", table(7, 0, 1, 0, 0, 0, 1, 0, 0, 50));
    book.unsupported("kind 35", table(7, 1, base(2), 1, 0, 0, 0, 1L << 35, 0, 0, 50));
    book.corrupt("relocation of nothing", "without", table(4, 0, 1, 0, 0, 0, 2047, 0, 0, 50));
    book.corrupt("no segments", "segments", table(4, 1, base(2), 0, 2047, 0, 0, 50));
    book.corrupt("26 moves", "segments", table(4, 1, base(2), 26, 0, 0, 0, 1, 0, 0, 50));
    book.corrupt("2^64-1 segments", "segments", table(4, 1, base(2), -1, 0, 0, 0, 1, 0, 0, 50));
    book.unsupported("kind 62", table(4, 1, base(2), 1, 0, 0, 0, 1L << 62, 0, 0, 50));
    book.unsupported("64 kinds", table(4, 1, base(2), 1, 0, 0, 0, -1, 0, 0, 50));
    book.corrupt("relocation cut off", "", table(4, 1, base(2), 1, 0, 0));
    book.unsupported("transform 2^64-1", table(-1, 1, base(2), 0, 0, 50));
    book.unsupported("transform of the second", table(0, 1, base(2), 6, 0, 50));
    book.harmless(
        "the second content first", table(16, jump(1), 0, 0, 50, 16, jump(-2), 0, 1, base(2)));
    book.corrupt("jump to the next", "number", table(16, jump(0), 0, 1, base(2), 0, 0, 50));
    book.corrupt(
        "jump over a content", "number", table(0, 1, base(2), 16, jump(1), 0, 0, 50, 0, 0, 50));
    book.corrupt("jump to content -1", "number", table(16, jump(-1), 0, 1, base(2), 0, 0, 50));
    book.corrupt("jump by 2^62", "number", table(16, jump(1L << 62), 0, 1, base(2), 0, 0, 50));
    book.corrupt(
        "jump by -2^63", "number", table(16, jump(Long.MIN_VALUE), 0, 1, base(2), 0, 0, 50));
    book.corrupt("jump to the same", "twice", table(0, 1, base(2), 16, jump(-1), 0, 1, base(0)));
    book.unsupported("two jumps", table(16, jump(1), 16, jump(1), 0, 0, 50));
    book.harmless("two bases", table(0, 2, base(2), base(1), 0, 0, 50));
    book.corrupt("two bases, the wrong one first", "", table(0, 2, base(3), base(-1), 0, 0, 50));
    book.corrupt("the same base twice", "twice", table(0, 2, base(2), base(0), 0, 0, 50));
    book.corrupt("the same base again", "twice", table(0, 3, base(2), base(1), base(-1), 0, 0, 50));
    book.corrupt("second base not announced", "announce", table(0, 2, base(2), base(-1), 0, 0, 50));
    book.corrupt("second base 4 of 4", "announce", table(0, 2, base(2), base(2), 0, 0, 50));
    book.corrupt("second base -1", "out of range", table(0, 2, base(2), base(-3), 0, 0, 50));
    book.corrupt(
        "second base 2^31", "out of range", table(0, 2, base(2), base(1L << 31), 0, 0, 50));
    book.corrupt("16 bases in 4 files", "announce", table(bases(16)));
    book.unsupported("17 bases", table(bases(17)));
    book.unsupported("2^64-1 bases", table(0, -1, base(2), 0, 0, 50));
    book.corrupt("base file 4 of 4", "announce", table(0, 1, base(4), 0, 0, 50));
    book.corrupt("base file -1", "out of range", table(0, 1, base(-1), 0, 0, 50));
    book.corrupt("base file 2^31", "out of range", table(0, 1, base(1L << 31), 0, 0, 50));
    book.corrupt("base file 2^62", "out of range", table(0, 1, base(1L << 62), 0, 0, 50));
    book.corrupt("base file not announced", "announce", table(0, 1, base(1), 0, 0, 50));
    book.corrupt("another base file", "", table(0, 1, base(3), 0, 0, 50));
    book.corrupt("empty content", "length", table(0, 1, base(2), 0, 0, 0));
    book.corrupt("content one shorter", "", table(0, 1, base(2), 0, 0, 49));
    book.corrupt("content one longer", "longer", table(0, 1, base(2), 0, 0, 51));
    book.corrupt("content of 2^63", "", table(0, 1, base(2), 0, 0, Long.MIN_VALUE));
    book.corrupt("content of 2^63-1", "longer", table(0, 1, base(2), 0, 0, Long.MAX_VALUE));
    book.corrupt("a third content", "left over", table(0, 1, base(2), 0, 0, 50, 0));
    book.corrupt("no second content", "", table(0, 1, base(2)));
  }

  /** Other ops for bin/tool, which is 900 bytes long; literals for inserts are zeros. */
  private static Lie.Telling ops(long[] ops, long... offsets) {
    return parts(
        parts -> {
          byte[] literals = concat(new byte[900], parts.get(LITERALS).coded());
          parts.set(TABLE, CodedPart.plain(Numbers.of(0, 1, base(2), 0, 0, 50)));
          parts.set(OPS, CodedPart.plain(Numbers.of(ops)));
          parts.set(OFFSETS, CodedPart.plain(Numbers.of(offsets)));
          parts.set(LITERALS, CodedPart.plain(literals));
          return parts;
        });
  }

  private static long[] list(long... ops) {
    return ops;
  }

  private static void ops(Lie.Book book) {
    long copy = 900 << 2;
    String outside = "outside of its base";
    book.corrupt("copy from 1", outside, ops(list(copy, 3), base(1)));
    book.corrupt("copy from -1", outside, ops(list(copy, 3), base(-1)));
    book.corrupt("copy from 2^62", outside, ops(list(copy, 3), base(1L << 62)));
    book.corrupt("copy from 2^63-1", outside, ops(list(copy, 3), base(Long.MAX_VALUE)));
    book.corrupt("copy from -2^63", outside, ops(list(copy, 3), base(Long.MIN_VALUE)));
    book.corrupt("copy of 901", "", ops(list(901 << 2, 3), base(0)));
    book.corrupt("copy of 2^62-1", "longer", ops(list(-4, 3), base(0)));
    book.corrupt("copy of nothing", "length of an op", ops(list(0, copy, 3), base(0), base(0)));
    book.corrupt("add of nothing", "length of an op", ops(list(1, copy, 3), base(0), base(0)));
    book.corrupt("insert of nothing", "length of an op", ops(list(2, copy, 3), base(0)));
    book.corrupt("insert of 2^62-1", "longer", ops(list(-2, 3)));
    book.corrupt("add outside", outside, ops(list(10 << 2 | 1, 3), base(891)));
    book.corrupt("control 2", "unknown op", ops(list(11, copy, 3), base(0)));
    book.corrupt("control 2^62-1", "unknown op", ops(list(-1, copy, 3), base(0)));
    book.corrupt("content without op", "empty", ops(list(3)));
    book.corrupt("to the base's end, twice", "", ops(list(copy, 7), base(0)));
    book.corrupt("to the base's end from beyond", "", ops(list(899 << 2 | 2, 2 << 2 | 2, 7)));
    book.corrupt("no END", "", ops(list(copy), base(0)));
    book.corrupt("content too short", "", ops(list(899 << 2, 3), base(0)));
    book.corrupt("copy of the base", "left over", ops(list(7)));
  }
}
