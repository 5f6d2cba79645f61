package dev.silt.delta;

import dev.silt.hash.Digest;
import dev.silt.hash.Xxh64;
import dev.silt.io.Leb128;
import dev.silt.io.LittleEndian;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Writes the framing of a delta: magic, sections, end. Not safe for several threads. */
public final class DeltaWriter implements Closeable {

  private final OutputStream out;
  private final MessageDigest digest = Digest.newSha256();
  private long length;

  private DeltaWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * Begins a delta.
   *
   * @param out where it goes; closed with the writer
   * @return the writer, after the magic
   * @throws IOException if the stream fails
   */
  public static DeltaWriter create(OutputStream out) throws IOException {
    return create(out, FileKind.DELTA);
  }

  /**
   * Begins a file of the format.
   *
   * @param out where it goes; closed with the writer
   * @param kind which kind
   * @return the writer, after the magic
   * @throws IOException if the stream fails
   */
  public static DeltaWriter create(OutputStream out, FileKind kind) throws IOException {
    DeltaWriter writer = new DeltaWriter(out);
    byte[] magic = kind.magic();
    writer.put(magic, magic.length);
    return writer;
  }

  private void put(byte[] bytes, int count) throws IOException {
    digest.update(bytes, 0, count);
    length += count;
    out.write(bytes, 0, count);
  }

  /** {@return bytes written so far} */
  public long length() {
    return length;
  }

  /**
   * Writes one section.
   *
   * @param type its type
   * @param payload its bytes
   * @throws IOException if the stream fails
   */
  public void section(SectionType type, byte[] payload) throws IOException {
    section(type, payload.length, InputStream.nullInputStream(), payload);
  }

  /**
   * Writes one section from a stream.
   *
   * @param type its type
   * @param count its length in bytes
   * @param payload at least as many bytes
   * @throws IOException if a stream fails or ends early
   */
  public void section(SectionType type, long count, InputStream payload) throws IOException {
    section(type, count, payload, new byte[0]);
  }

  private void section(SectionType type, long count, InputStream rest, byte[] first)
      throws IOException {
    Xxh64 checksum = Xxh64.create();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.write(type.code());
    head.write(type.isOptional() ? FileKind.OPTIONAL : 0);
    Leb128.write(head, count);
    putChecked(checksum, head.toByteArray(), head.size());
    putChecked(checksum, first, first.length);
    byte[] buffer = new byte[1 << 16];
    for (long left = count - first.length; left > 0; ) {
      int n = rest.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) {
        throw new IOException("section ends early: " + type.label());
      }
      putChecked(checksum, buffer, n);
      left -= n;
    }
    byte[] sum = new byte[Long.BYTES];
    LittleEndian.putLong(sum, 0, checksum.value());
    put(sum, sum.length);
  }

  private void putChecked(Xxh64 checksum, byte[] bytes, int count) throws IOException {
    checksum.update(bytes, 0, count);
    put(bytes, count);
  }

  /**
   * Writes the end section; nothing may follow.
   *
   * @throws IOException if the stream fails
   */
  public void end() throws IOException {
    section(SectionType.END, digest.digest());
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
