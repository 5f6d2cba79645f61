package dev.silt.delta;

import static dev.silt.delta.CraftedDeltaTest.LIMITS;

import dev.silt.testing.Bytes;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A delta whose rebuilt layer is a few entries written column by column. None can have the right
 * diffID, so all are refused; the message tells where. Not safe for several threads.
 */
final class OneEntry {

  /** Mask: a form and a content in full. */
  static final int FORM_CONTENT = 1 << 1 | 1 << 9;

  private static final String NOT_THE_LAYER = "diffID";

  private final Map<Column, PayloadWriter> columns = new EnumMap<>(Column.class);

  OneEntry() {
    for (Column column : Column.values()) {
      columns.put(column, new PayloadWriter());
    }
  }

  OneEntry put(Column column, long... numbers) {
    for (long number : numbers) {
      java.util.Objects.requireNonNull(columns.get(column)).number(number);
    }
    return this;
  }

  OneEntry put(Column column, byte[] string) {
    java.util.Objects.requireNonNull(columns.get(column)).bytes(string);
    return this;
  }

  /** {@return columns that begin with a new path} */
  static OneEntry path(String path) {
    return new OneEntry()
        .put(Column.PATH_MODE, 3)
        .put(Column.PATH_NUMBER, 0)
        .put(Column.PATH_BYTES, Bytes.latin1(path));
  }

  /**
   * A form: ustar without name, times and sizes of zero.
   *
   * @param magic eight bytes, so that there are many forms
   */
  static byte[] form(long magic) {
    byte[] constant = new byte[8];
    dev.silt.io.LittleEndian.putLong(constant, 0, magic | 1L << 56);
    int zero = 1 << 5;
    PayloadWriter out = new PayloadWriter();
    byte[] head = {0, (byte) 0xc3, 0, 0, 0, (byte) zero, 0, (byte) 0xc3, (byte) 0xc4};
    byte[] rest = {(byte) 0xc3, (byte) 0xc3, 0, 0, (byte) 0xc3, 0};
    return DeltaParts.concat(head, out.bytes(constant).toBytes(), rest);
  }

  byte[] tell(DeltaParts good, int entryCount) throws IOException {
    return tell(good, entryCount, 1 << 20);
  }

  byte[] tell(DeltaParts good, int entryCount, long layersLength) throws IOException {
    Plan plan = Plan.parse(good.payload(SectionType.PLAN), LIMITS);
    Header header = Header.parse(good.payload(SectionType.HEADER), LIMITS);
    Header totals =
        new Header(
            header.baseId(),
            header.targetId(),
            header.platform(),
            header.names(),
            0,
            layersLength,
            0,
            0,
            entryCount,
            0,
            0);
    List<LayerPlan> layers =
        List.of(LayerPlan.base(0), LayerPlan.rebuilt(entryCount, ""), LayerPlan.repeat(1));
    List<CodedPart> parts =
        columns.values().stream()
            .map(PayloadWriter::toBytes)
            .map(bytes -> bytes.length > 1000 ? CodedPart.zstd(bytes) : CodedPart.plain(bytes))
            .toList();
    return good.without(SectionType.CONTENTS)
        .with(SectionType.HEADER, totals.toBytes())
        .with(SectionType.PLAN, new Plan(layers, plan.fileCounts(), plan.usedFiles()).toBytes())
        .with(SectionType.ENTRIES, CodedPart.toBytes(parts))
        .toBytes();
  }

  private static void corrupt(Lie.Book book, String name, String message, Source source) {
    book.corrupt("one entry: " + name, message, good -> source.get().tell(good, 1));
  }

  /** Makes columns. */
  private interface Source {
    OneEntry get();
  }

  /** {@return an entry with more mask bits; its tail is nothing} */
  private static OneEntry masked(int bits) {
    return path("a")
        .put(Column.MASK, FORM_CONTENT | bits)
        .put(Column.FORM, 1)
        .put(Column.FORM, form(1))
        .put(Column.CONTENT, 1, 1);
  }

  static void lies(Lie.Book book) {
    corrupt(book, "nothing wrong", NOT_THE_LAYER, () -> masked(0).put(Column.FIELD, 0));
    corrupt(book, "type 256", "field", () -> masked(1).put(Column.FIELD, 256));
    corrupt(book, "mode of 33 bits", "field", () -> masked(4).put(Column.FIELD, 1L << 32));
    corrupt(book, "mode -1", "", () -> masked(4).put(Column.FIELD, 0xffffffffL, 0));
    corrupt(book, "uid -1", "", () -> masked(8).put(Column.FIELD, -1, 0, 0));
    corrupt(book, "uid 8^7", "", () -> masked(8).put(Column.FIELD, 1 << 21, 0, 0));
    corrupt(book, "path form 6", "form of a path", () -> masked(1 << 11).put(Column.FIELD, 6));
    corrupt(book, "major 8^7", "", () -> masked(1 << 7).put(Column.FIELD, 1 << 21, 0, 0));
    corrupt(
        book,
        "mtime beyond 64 bits",
        "form",
        () -> masked(1 << 5).put(Column.MTIME, 64, -1).put(Column.FIELD, 0));
    corrupt(
        book,
        "fraction not of digits",
        "digits",
        () -> masked(1 << 5).put(Column.MTIME, 65, 0).put(Column.BYTES, Bytes.latin1("5a")));
    corrupt(
        book,
        "padding of a block",
        "padding",
        () -> masked(1 << 10).put(Column.RAW, new byte[512]).put(Column.FIELD, 0));
    corrupt(
        book,
        "tail of 2^62 zeros",
        "layers are longer",
        () -> masked(0).put(Column.FIELD, 1L << 62));
    corrupt(book, "tail of 2^64-1 zeros", "end", () -> masked(0).put(Column.FIELD, -1));
    corrupt(
        book,
        "shared beyond the path before",
        "shared",
        () ->
            new OneEntry()
                .put(Column.PATH_MODE, 3)
                .put(Column.PATH_NUMBER, 1)
                .put(Column.PATH_BYTES, new byte[0]));
    corrupt(
        book,
        "elsewhere beyond the base",
        "index of a path",
        () -> new OneEntry().put(Column.PATH_MODE, 2).put(Column.PATH_NUMBER, 1 << 20));
    corrupt(
        book,
        "elsewhere before the base",
        "index of a path",
        () -> new OneEntry().put(Column.PATH_MODE, 2).put(Column.PATH_NUMBER, 1));
    corrupt(
        book,
        "elsewhere at 2^62",
        "index of a path",
        () -> new OneEntry().put(Column.PATH_MODE, 2).put(Column.PATH_NUMBER, -2));
    corrupt(
        book,
        "directory with a content",
        "content",
        () ->
            path("a")
                .put(Column.MASK, FORM_CONTENT | 1)
                .put(Column.FIELD, '5')
                .put(Column.FORM, 1)
                .put(Column.FORM, form(1))
                .put(Column.CONTENT, 3 + 2 * 3));
    corrupt(
        book,
        "new content of none",
        "",
        () -> path("a").put(Column.MASK, 2).put(Column.FORM, 1).put(Column.FORM, form(1)));
    for (int length : new int[] {0, 1, 511, 512, 513, 1024}) {
      corrupt(
          book,
          "raw header of " + length + " zeros",
          "",
          () ->
              path("a")
                  .put(Column.MASK, FORM_CONTENT)
                  .put(Column.FORM, 0)
                  .put(Column.RAW, new byte[length])
                  .put(Column.CONTENT, 1, 1)
                  .put(Column.FIELD, 0));
    }
    corrupt(
        book,
        "literals guessed of none",
        "literals",
        () -> {
          byte[] form = form(1);
          form[1] = (byte) 0xff;
          return path("a")
              .put(Column.MASK, FORM_CONTENT)
              .put(Column.FORM, 1)
              .put(Column.FORM, form)
              .put(Column.CONTENT, 1, 1);
        });
    corrupt(
        book,
        "literal longer than its field",
        "",
        () -> {
          byte[] form = form(1);
          form[1] = (byte) 0xff;
          return path("a")
              .put(Column.MASK, FORM_CONTENT | 1 << 8)
              .put(Column.FORM, 1)
              .put(Column.FORM, form)
              .put(Column.BYTES, new byte[101])
              .put(Column.CONTENT, 1, 1)
              .put(Column.FIELD, 0);
        });
    forms(book);
    book.limit(
        "one entry: path over",
        "headerLength",
        good -> path("a".repeat(LIMITS.headerLength() + 1)).tell(good, 1));
  }

  private static void forms(Lie.Book book) {
    byte[] good = form(1);
    for (int at = 0; at < good.length; at++) {
      for (int value : new int[] {1, 0x7f, 0xc7, 0xcb, 0xfe, 'x'}) {
        byte[] form = good.clone();
        form[at] = (byte) value;
        corrupt(
            book,
            "byte " + at + " of its form is " + value,
            "",
            () ->
                path("a")
                    .put(Column.MASK, FORM_CONTENT)
                    .put(Column.FORM, 1)
                    .put(Column.FORM, form)
                    .put(Column.CONTENT, 1, 1)
                    .put(Column.FIELD, 0));
      }
    }
  }

  /**
   * {@return entries without content whose paths share all with the one before and add to it}
   *
   * @param count how many
   * @param rest bytes that each path adds
   * @param first bytes of the first path
   * @param ownForms whether each has a form of its own
   */
  static OneEntry growing(int count, int first, int rest, boolean ownForms) {
    OneEntry entries = path("a".repeat(first));
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        entries.put(Column.PATH_MODE, 3).put(Column.PATH_NUMBER, first + (i - 1L) * rest);
        entries.put(Column.PATH_BYTES, new byte[rest]);
      }
      boolean hasForm = i == 0 || ownForms;
      entries.put(Column.MASK, hasForm ? FORM_CONTENT : 1 << 9).put(Column.CONTENT, 1);
      if (hasForm) {
        entries.put(Column.FORM, i + 1).put(Column.FORM, form(i));
      }
    }
    return entries.put(Column.CONTENT, 1).put(Column.FIELD, 0);
  }
}
