package dev.silt.delta;

import dev.silt.error.CorruptDataException;
import dev.silt.error.UnsupportedFormatException;
import dev.silt.hash.Digest;
import dev.silt.hash.DigestingInputStream;
import dev.silt.hash.Xxh64;
import dev.silt.io.Leb128;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the framing of a delta front to back. Sections must come in the order of their types, each
 * at most once except for CONTENTS and BLOB; unknown optional sections are skipped. Not safe for
 * several threads.
 */
public final class DeltaReader implements Closeable {

  private final InputStream raw;
  private final FileKind kind;
  private final MessageDigest digest = Digest.newSha256();
  private final DigestingInputStream in;
  private int lastCode;
  private boolean peeked;
  private @Nullable Section pending;

  private DeltaReader(InputStream raw, FileKind kind) {
    this.raw = raw;
    this.kind = kind;
    this.in = new DigestingInputStream(new BufferedInputStream(raw, 1 << 16), digest);
  }

  /**
   * Opens a delta.
   *
   * @param raw its bytes; closed with the reader
   * @return the reader, after the magic
   * @throws IOException if it is no delta, of a newer version, or cannot be read
   */
  public static DeltaReader open(InputStream raw) throws IOException {
    return open(raw, FileKind.DELTA);
  }

  /**
   * Opens a file of the format.
   *
   * @param raw its bytes; closed with the reader
   * @param kind which kind it must be
   * @return the reader, after the magic
   * @throws IOException if it is no such file, of a newer version, or cannot be read
   */
  public static DeltaReader open(InputStream raw, FileKind kind) throws IOException {
    DeltaReader reader = new DeltaReader(raw, kind);
    byte[] expected = kind.magic();
    byte[] actual = reader.in.readNBytes(expected.length);
    int nameLength = expected.length - 1;
    if (!Arrays.equals(expected, 0, nameLength, actual, 0, Math.min(nameLength, actual.length))) {
      throw new CorruptDataException(
          "not a Silt "
              + kind.label()
              + ": it does not start with the magic bytes, offset=0"
              + otherKind(actual));
    }
    if (actual.length < expected.length) {
      throw Section.truncated("magic", 0);
    }
    if (actual[nameLength] != FileKind.VERSION) {
      throw new UnsupportedFormatException(
          kind.label()
              + " has another format version: expected="
              + FileKind.VERSION
              + ", actual="
              + (actual[nameLength] & 0xff)
              + "; use a newer version of Silt");
    }
    return reader;
  }

  /** {@return what the file is if it is another kind's} */
  private static String otherKind(byte[] begin) {
    for (FileKind kind : FileKind.values()) {
      if (Arrays.equals(kind.magic(), begin)) {
        return "; it is a " + kind.label();
      }
    }
    return "";
  }

  /** {@return the version of the format that is read} */
  public static int formatVersion() {
    return FileKind.VERSION;
  }

  /** {@return bytes read so far} */
  public long position() {
    Section section = peeked ? pending : null;
    return section == null ? in.count() : section.offset();
  }

  /**
   * Goes to the next section; the one before must have been finished.
   *
   * @return the section, or null after the end section, which has been verified
   * @throws IOException if the delta is damaged or cannot be read
   */
  public @Nullable Section next() throws IOException {
    if (peeked) {
      peeked = false;
      return pending;
    }
    return readNext();
  }

  /**
   * Goes to the next section if it is of a type; the one before must have been finished.
   *
   * @param type the type
   * @return the section, or null if another is next
   * @throws IOException if the delta is damaged or cannot be read
   */
  public @Nullable Section take(SectionType type) throws IOException {
    if (!peeked) {
      pending = readNext();
      peeked = true;
    }
    Section section = pending;
    if (section == null || section.type() != type) {
      return null;
    }
    peeked = false;
    return section;
  }

  private @Nullable Section readNext() throws IOException {
    while (true) {
      long offset = in.count();
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      byte[] actualDigest = cloneDigest();
      int code = readHead(head, offset);
      int flags = readHead(head, offset);
      long length;
      try {
        length = Leb128.read(in);
      } catch (EOFException e) {
        throw Section.truncated("header of section " + code, offset);
      }
      Leb128.write(head, length);
      if ((flags & ~FileKind.OPTIONAL) != 0 || length < 0) {
        throw new CorruptDataException(
            "section has unknown flags or an absurd length: offset="
                + offset
                + ", section="
                + code);
      }
      SectionType type = typeOf(code);
      boolean repeats = type == SectionType.CONTENTS || type == SectionType.BLOB;
      if (SectionType.order(code) < SectionType.order(lastCode) || (code == lastCode && !repeats)) {
        throw new CorruptDataException(
            "sections are out of order: offset=" + offset + ", section=" + code);
      }
      lastCode = code;
      Xxh64 checksum = Xxh64.create();
      checksum.update(head.toByteArray(), 0, head.size());
      if (type == null) {
        if ((flags & FileKind.OPTIONAL) == 0) {
          throw new UnsupportedFormatException(
              kind.label()
                  + " needs a section that this version does not know: section="
                  + code
                  + ", offset="
                  + offset
                  + "; use a newer version of Silt");
        }
        new Section(SectionType.NAMES, length, offset, in, checksum).finish();
        continue;
      }
      if ((flags == FileKind.OPTIONAL) != type.isOptional()) {
        throw new CorruptDataException(
            "section has wrong flags: offset=" + offset + ", section=" + type.label());
      }
      Section section = new Section(type, length, offset, in, checksum);
      if (type == SectionType.END) {
        checkEnd(section, actualDigest);
        return null;
      }
      return section;
    }
  }

  private @Nullable SectionType typeOf(int code) {
    SectionType type = SectionType.ofCode(code);
    return type == null || kind.has(type) ? type : null;
  }

  private byte[] cloneDigest() {
    try {
      return ((MessageDigest) digest.clone()).digest();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the platform's SHA-256 can be cloned", e);
    }
  }

  private int readHead(ByteArrayOutputStream head, long offset) throws IOException {
    int b = in.read();
    if (b < 0) {
      throw Section.truncated("next", offset);
    }
    head.write(b);
    return b;
  }

  private void checkEnd(Section section, byte[] actual) throws IOException {
    if (section.length() != Digest.SHA256_LENGTH) {
      throw new CorruptDataException("end section has a wrong length: " + section.length());
    }
    Digest expected = Digest.ofSha256(section.readNBytes(Digest.SHA256_LENGTH));
    section.finish();
    if (!expected.matches(actual)) {
      throw new CorruptDataException(
          "delta is damaged: expected="
              + expected
              + ", actual="
              + Digest.ofSha256(actual)
              + ", section=END; fetch it again");
    }
    if (in.read() >= 0) {
      throw new CorruptDataException(
          "bytes follow the end of the delta: offset=" + (in.count() - 1));
    }
  }

  /**
   * Goes to the next section, which must be of a type.
   *
   * @param type the type that must come
   * @return the section
   * @throws IOException if another comes, or the delta is damaged or cannot be read
   */
  public Section require(SectionType type) throws IOException {
    Section section = next();
    if (section == null || section.type() != type) {
      throw new CorruptDataException(
          "section missing: expected="
              + type.label()
              + ", actual="
              + (section == null ? "END" : section.type().label())
              + ", offset="
              + position());
    }
    return section;
  }

  @Override
  public void close() throws IOException {
    raw.close();
  }
}
