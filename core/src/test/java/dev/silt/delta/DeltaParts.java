package dev.silt.delta;

import dev.silt.hash.Digest;
import dev.silt.hash.Xxh64;
import dev.silt.io.Leb128;
import dev.silt.io.LittleEndian;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A delta taken apart into its sections, to be put together again with right checksums and a right
 * end, whatever the sections say. Immutable.
 *
 * @param magic the first eight bytes
 * @param parts all sections but END
 */
record DeltaParts(byte[] magic, List<Part> parts) {

  /**
   * One section.
   *
   * @param type its type's number
   * @param flags its flags
   * @param payload its bytes
   */
  record Part(int type, int flags, byte[] payload) {

    static Part of(SectionType type, byte[] payload) {
      return new Part(type.code(), type.isOptional() ? FileKind.OPTIONAL : 0, payload);
    }

    byte[] toBytes() {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(type);
      out.write(flags);
      out.writeBytes(Numbers.of(payload.length));
      out.writeBytes(payload);
      return checked(out.toByteArray());
    }
  }

  /** Copies the list. */
  DeltaParts {
    parts = List.copyOf(parts);
  }

  /** {@return the bytes and their XXH64} */
  static byte[] checked(byte[] section) {
    Xxh64 checksum = Xxh64.create();
    checksum.update(section, 0, section.length);
    byte[] sum = new byte[Long.BYTES];
    LittleEndian.putLong(sum, 0, checksum.value());
    return concat(section, sum);
  }

  static byte[] concat(byte[]... arrays) {
    return dev.silt.testing.Bytes.concat(arrays);
  }

  static DeltaParts parse(byte[] delta) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(delta);
    byte[] magic = in.readNBytes(8);
    List<Part> parts = new ArrayList<>();
    for (int type = in.read(); type != SectionType.END.code(); type = in.read()) {
      int flags = in.read();
      parts.add(new Part(type, flags, in.readNBytes((int) Leb128.read(in))));
      in.skipNBytes(Long.BYTES);
    }
    return new DeltaParts(magic, parts);
  }

  /** {@return everything before END} */
  byte[] head() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(magic);
    parts.forEach(part -> out.writeBytes(part.toBytes()));
    return out.toByteArray();
  }

  /** {@return a delta whose end is right for what is before it} */
  static byte[] ended(byte[] head) {
    return concat(head, Part.of(SectionType.END, Digest.newSha256().digest(head)).toBytes());
  }

  byte[] toBytes() {
    return ended(head());
  }

  int index(SectionType type) {
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).type() == type.code()) {
        return i;
      }
    }
    throw new IllegalArgumentException("no such section: " + type);
  }

  byte[] payload(SectionType type) {
    return Objects.requireNonNull(parts.get(index(type))).payload();
  }

  /** {@return a copy with another list of sections} */
  DeltaParts edited(UnaryOperator<List<Part>> edit) {
    return new DeltaParts(magic, edit.apply(new ArrayList<>(parts)));
  }

  /** {@return a copy with another payload in the first section of a type} */
  DeltaParts with(SectionType type, byte[] payload) {
    return edited(
        list -> {
          list.set(index(type), Part.of(type, payload));
          return list;
        });
  }

  /** {@return a copy without the sections of a type} */
  DeltaParts without(SectionType type) {
    return edited(
        list -> {
          list.removeIf(part -> part.type() == type.code());
          return list;
        });
  }

  /** {@return a copy with one more section at a place} */
  DeltaParts plus(int at, Part part) {
    return edited(
        list -> {
          list.add(at, part);
          return list;
        });
  }

  /** {@return a copy with one more section at the end} */
  DeltaParts plus(Part part) {
    return plus(parts.size(), part);
  }
}
