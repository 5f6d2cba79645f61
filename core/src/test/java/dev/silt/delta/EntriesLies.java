package dev.silt.delta;

import static dev.silt.delta.CraftedDeltaTest.LIMITS;
import static dev.silt.delta.DeltaParts.concat;

import dev.silt.io.Leb128;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Lies in ENTRIES. The good one has the entries {@code bin/} (form, mtime), {@code bin/tool},
 * {@code lib/same}, {@code bin/sh}, {@code bin/new}, {@code bin/new2}. Stateless.
 */
final class EntriesLies {

  private static final int COLUMNS = Column.values().length;

  private EntriesLies() {}

  static List<Lie> all() {
    Lie.Book book = new Lie.Book();
    for (Column column : Column.values()) {
      coding(book, column);
    }
    payload(book);
    numbers(book);
    contents(book);
    OneEntry.lies(book);
    return book.lies();
  }

  /** Changes how one column is coded; it has some bytes in each case. */
  private static Lie.Telling part(Column column, UnaryOperator<CodedPart> edit) {
    return good -> {
      List<CodedPart> parts = CodedPart.parse(good.payload(SectionType.ENTRIES), COLUMNS);
      parts.set(CodedPart.at(column), edit.apply(parts.get(CodedPart.at(column))));
      return good.with(SectionType.ENTRIES, CodedPart.toBytes(parts)).toBytes();
    };
  }

  private static Lie.Telling column(Column column, byte[] bytes) {
    return part(column, before -> CodedPart.plain(bytes));
  }

  private static CodedPart zstd(CodedPart plain) {
    return CodedPart.zstd(plain.coded());
  }

  private static void coding(Lie.Book book, Column column) {
    if (column != Column.RAW) { // which is empty
      book.harmless(column + " as zstd", part(column, EntriesLies::zstd));
      book.corrupt(
          column + " with more than it says",
          "",
          part(column, p -> zstd(p).withLength(p.length() - 1)));
      book.corrupt(
          column + " with less than it says",
          "",
          part(column, p -> zstd(p).withLength(p.length() + 1)));
      book.corrupt(
          column + " that is nothing",
          "",
          part(column, p -> new CodedPart(p.length(), 1, new byte[0])));
      for (int i = 1; i < 40; i++) {
        int cut = i;
        book.corrupt(
            column + " cut by " + i,
            "",
            part(
                column,
                p -> {
                  byte[] coded = zstd(p).coded();
                  return zstd(p).withCoded(Arrays.copyOf(coded, Math.max(0, coded.length - cut)));
                }));
      }
      book.corrupt(
          column + " plain and shorter",
          "wrong length",
          part(column, p -> p.withLength(p.length() + 1)));
      book.unsupported(column + " with a new codec", part(column, p -> p.withCodec(4)));
      book.unsupported(column + " with LZMA2", part(column, p -> p.withCodec(3)));
      book.corrupt(column + " empty", "", part(column, p -> CodedPart.plain(new byte[0])));
    }
    book.corrupt(
        column + " with a number left over",
        "left over",
        part(column, p -> CodedPart.plain(concat(p.coded(), new byte[1]))));
    book.corrupt(
        column + " with bytes behind its frame",
        "",
        part(
            column,
            p -> CodedPart.zstd(new byte[9]).withCoded(concat(zstd(p).coded(), new byte[9]))));
    book.corrupt(
        column + " with bytes behind its bits",
        "",
        part(
            column,
            p ->
                CodedPart.modeled(new byte[9])
                    .withCoded(concat(CodedPart.modeled(new byte[9]).coded(), new byte[9]))));
    book.corrupt(
        column + " over 1 MiB through the context coder",
        "wrong length",
        part(column, p -> new CodedPart((1 << 20) + 1, 2, new byte[9])));
    book.limit(
        column + " over",
        "metadataLength",
        part(column, p -> new CodedPart(LIMITS.metadataLength() + 1L, 1, new byte[9])));
    book.corrupt(
        column + " in 64 bits", "too large", part(column, p -> new CodedPart(-1, 0, p.coded())));
  }

  /** What is more than one frame. */
  static List<Lie> surplus() {
    Lie.Book book = new Lie.Book();
    byte[] empty = CodedPart.zstd(new byte[0]).coded();
    byte[] skippable = {0x50, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, 9};
    for (Column column : new Column[] {Column.PATH_MODE, Column.FORM}) {
      book.corrupt(
          column + " with an empty frame behind",
          "",
          part(column, p -> zstd(p).withCoded(concat(zstd(p).coded(), empty))));
      book.corrupt(
          column + " with a skippable frame behind",
          "",
          part(column, p -> zstd(p).withCoded(concat(zstd(p).coded(), skippable))));
    }
    return book.lies();
  }

  private static void payload(Lie.Book book) {
    book.corrupt(
        "an eleventh column",
        "left over",
        good -> {
          byte[] payload = concat(good.payload(SectionType.ENTRIES), new byte[1]);
          return good.with(SectionType.ENTRIES, payload).toBytes();
        });
    book.corrupt(
        "nine columns",
        "early",
        good -> good.with(SectionType.ENTRIES, new byte[COLUMNS - 1]).toBytes());
    book.corrupt(
        "ten columns of nothing",
        "",
        good -> good.with(SectionType.ENTRIES, new byte[COLUMNS]).toBytes());
    book.corrupt(
        "window of 32 MiB",
        "",
        good -> {
          byte[] payload = good.payload(SectionType.ENTRIES);
          List<CodedPart> parts = CodedPart.parse(payload, COLUMNS);
          parts.set(0, CodedPart.windowed(parts.get(0).coded(), 25));
          return good.with(SectionType.ENTRIES, CodedPart.toBytes(parts)).toBytes();
        });
  }

  private static void numbers(Lie.Book book) {
    book.corrupt("path mode 4", "mode of a path", column(Column.PATH_MODE, Numbers.of(4)));
    book.corrupt("path mode 2^64-1", "mode of a path", column(Column.PATH_MODE, Numbers.of(-1)));
    book.corrupt("path mode 128 + 0", "", column(Column.PATH_MODE, new byte[] {-128, 0}));
    byte[] tooFar = Numbers.of(0, 0, 0, 0, 0, 0, 0);
    book.corrupt("path beyond the base", "", column(Column.PATH_MODE, tooFar));
    book.corrupt("mask bit 12", "mask", column(Column.MASK, Numbers.of(1 << 12)));
    book.corrupt("mask bit 63", "mask", column(Column.MASK, Numbers.of(Long.MIN_VALUE)));
    book.corrupt("all mask bits", "", column(Column.MASK, Numbers.of(0xfff)));
    book.corrupt("form 2 before form 1", "form", column(Column.FORM, Numbers.of(2)));
    book.corrupt("form 2^63", "form", column(Column.FORM, Numbers.of(Long.MIN_VALUE)));
    book.corrupt("empty form", "", column(Column.FORM, Numbers.of(1, 0)));
    book.corrupt("form of zeros", "", column(Column.FORM, concat(Numbers.of(1, 9), new byte[9])));
    book.corrupt("time 1 of none", "time", column(Column.MTIME, Numbers.of(1)));
    book.corrupt("time 66", "time", column(Column.MTIME, Numbers.of(66)));
    book.corrupt("time -1", "time", column(Column.MTIME, Numbers.of(-1)));
    book.limit(
        "string over", "headerLength", column(Column.BYTES, Numbers.of(LIMITS.headerLength() + 1)));
    book.limit("string of 2^62", "headerLength", column(Column.BYTES, Numbers.of(1L << 62)));
    book.corrupt("string beyond its column", "", column(Column.BYTES, Numbers.of(9)));
  }

  /** Contents in full: of bin/tool, bin/new2, the tail. */
  private static Lie.Telling contents(long... codes) {
    return column(Column.CONTENT, Numbers.of(codes));
  }

  private static long base(long difference) {
    return 3 + Leb128.zigzag(difference);
  }

  private static void contents(Lie.Book book) {
    book.harmless("the contents", contents(0, 2, 0, 1));
    book.corrupt("base file beyond the count", "base file", contents(base(4), 2, 0, 1));
    book.corrupt("base file -1", "base file", contents(base(-1), 2, 0, 1));
    book.corrupt("base file 2^62", "base file", contents(base(1L << 61), 2, 0, 1));
    book.corrupt("base file not announced", "announce", contents(base(0), 2, 0, 1));
    book.corrupt("tail of a base file not announced", "announce", contents(0, 2, 0, base(-3)));
    book.corrupt("tail of a base file", "layers are longer", contents(0, 2, 0, base(0)));
    book.corrupt("a new content too early", "new content", contents(2, 0, 2, 0, 1));
    book.corrupt("a new content before the first", "new content", contents(0, 2, 2, 1));
    book.corrupt("a new content 2^63 back", "new content", contents(0, 2, Long.MIN_VALUE, 1));
    book.corrupt("a third new content", "", contents(0, 0, 1));
    book.corrupt("no content where one was", "", contents(1, 2, 0, 1));
  }
}
