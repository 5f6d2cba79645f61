package dev.silt.delta;

import static dev.silt.delta.DeltaParts.concat;

import dev.silt.delta.DeltaParts.Part;
import java.util.List;

/** Lies about magic, sections and end. Stateless. */
final class FramingLies {

  private static final int OPTIONAL = FileKind.OPTIONAL;

  private FramingLies() {}

  static List<Lie> all() {
    Lie.Book book = new Lie.Book();
    magic(book);
    unknown(book);
    order(book);
    lengths(book);
    end(book);
    return book.lies();
  }

  private static void magic(Lie.Book book) {
    for (int version : new int[] {0, 2, 0x31, 0xff}) {
      book.unsupported(
          "version " + version,
          good -> {
            byte[] magic = good.magic().clone();
            magic[7] = (byte) version;
            return new DeltaParts(magic, good.parts()).toBytes();
          });
    }
    for (int i = 0; i < 7; i++) {
      int at = i;
      book.corrupt(
          "magic byte " + i,
          "magic",
          good -> {
            byte[] magic = good.magic().clone();
            magic[at] ^= 1;
            return new DeltaParts(magic, good.parts()).toBytes();
          });
    }
  }

  private static void unknown(Lie.Book book) {
    for (int type : new int[] {8, 9, 126}) {
      Part required = new Part(type, 0, new byte[3]);
      Part optional = new Part(type, OPTIONAL, new byte[100]);
      book.unsupported("required section " + type, good -> good.plus(required).toBytes());
      book.harmless("optional section " + type, good -> good.plus(optional).toBytes());
      book.corrupt(
          "optional section " + type + " twice",
          "out of order",
          good -> good.plus(optional).plus(optional).toBytes());
      book.corrupt(
          "optional section " + type + " before PLAN",
          "out of order",
          good -> good.plus(good.index(SectionType.PLAN), optional).toBytes());
    }
    book.harmless(
        "two optional sections",
        good -> good.plus(new Part(8, 1, new byte[0])).plus(new Part(9, 1, new byte[9])).toBytes());
    book.corrupt(
        "optional sections that descend",
        "out of order",
        good -> good.plus(new Part(9, 1, new byte[0])).plus(new Part(8, 1, new byte[9])).toBytes());
    book.corrupt(
        "optional section with a wrong checksum",
        "checksum",
        good -> {
          byte[] section = new Part(8, OPTIONAL, new byte[10]).toBytes();
          section[5] ^= 1;
          return DeltaParts.ended(concat(good.head(), section));
        });
    book.corrupt(
        "unknown flag",
        "flags",
        good -> good.plus(new Part(8, OPTIONAL | 2, new byte[1])).toBytes());
    for (int type : new int[] {0, 128, 255}) {
      book.corrupt(
          "no type is " + type,
          "",
          good -> good.plus(new Part(type, OPTIONAL, new byte[3])).toBytes());
    }
    book.corrupt(
        "type 0 first", "", good -> good.plus(0, new Part(0, OPTIONAL, new byte[3])).toBytes());
  }

  private static void order(Lie.Book book) {
    SectionType[] types = {
      SectionType.HEADER,
      SectionType.IMAGE,
      SectionType.PLAN,
      SectionType.ENTRIES,
      SectionType.CONTENTS
    };
    for (SectionType type : types) {
      book.corrupt(type + " missing", "section", good -> good.without(type).toBytes());
      book.corrupt(
          type + " twice",
          "section",
          good -> {
            int at = good.index(type);
            return good.plus(at, good.parts().get(at)).toBytes();
          });
      book.corrupt(
          type + " optional",
          "flags",
          good -> {
            int at = good.index(type);
            Part part = new Part(type.code(), OPTIONAL, good.payload(type));
            return good.without(type).plus(at, part).toBytes();
          });
    }
    book.corrupt(
        "IMAGE after PLAN",
        "section",
        good -> {
          Part image = good.parts().get(good.index(SectionType.IMAGE));
          return good.without(SectionType.IMAGE).plus(2, image).toBytes();
        });
    book.corrupt(
        "NAMES required",
        "flags",
        good -> good.plus(new Part(SectionType.NAMES.code(), 0, new byte[] {0})).toBytes());
    book.corrupt(
        "PAIRS required",
        "flags",
        good -> good.plus(new Part(SectionType.PAIRS.code(), 0, new byte[] {0})).toBytes());
    book.corrupt(
        "BLOB that no layer wants",
        "unexpected",
        good -> good.plus(Part.of(SectionType.BLOB, new byte[9])).toBytes());
    book.corrupt("nothing but magic", "early", DeltaParts::magic);
    book.corrupt("nothing but END", "", good -> new DeltaParts(good.magic(), List.of()).toBytes());
  }

  private static void lengths(Lie.Book book) {
    book.corrupt(
        "length not in its shortest form",
        "shortest",
        good -> {
          byte[] section = DeltaParts.checked(new byte[] {8, OPTIONAL, (byte) 0x81, 0, 5});
          return DeltaParts.ended(concat(good.head(), section));
        });
    for (long length : new long[] {-1, Long.MIN_VALUE}) {
      book.corrupt(
          "length " + Long.toUnsignedString(length),
          "absurd",
          good -> DeltaParts.ended(concat(good.head(), head(8, OPTIONAL, length))));
    }
    book.corrupt(
        "length beyond the file",
        "early",
        good -> DeltaParts.ended(concat(good.head(), head(8, OPTIONAL, Long.MAX_VALUE))));
    book.limit(
        "HEADER beyond the limit",
        "metadataLength",
        good -> concat(good.magic(), head(1, 0, 1L << 40), new byte[100]));
  }

  private static byte[] head(int type, int flags, long length) {
    return concat(new byte[] {(byte) type, (byte) flags}, Numbers.of(length));
  }

  private static void end(Lie.Book book) {
    book.corrupt("a byte after END", "end", good -> concat(good.toBytes(), new byte[1]));
    book.corrupt("twice", "end", good -> concat(good.toBytes(), good.toBytes()));
    book.corrupt("no END", "early", DeltaParts::head);
    book.corrupt(
        "END of another delta",
        "END",
        good -> good.plus(Part.of(SectionType.END, new byte[32])).head());
    book.corrupt(
        "END too short",
        "end section",
        good -> good.plus(Part.of(SectionType.END, new byte[31])).head());
    book.corrupt(
        "END too long",
        "end section",
        good -> good.plus(Part.of(SectionType.END, new byte[33])).head());
  }
}
