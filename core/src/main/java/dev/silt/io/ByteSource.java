package dev.silt.io;

import dev.silt.error.CorruptDataException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/**
 * Bytes of a known length that can be read from any offset, by several threads at once. A slice
 * shares its parent's file; closing is the owner's business.
 */
public interface ByteSource {

  /** {@return length in bytes} */
  long length();

  /**
   * Reads up to {@code count} bytes.
   *
   * @param offset first byte, from the start of this source
   * @param buffer where they go
   * @param from first index in the buffer
   * @param count how many at most
   * @return how many were read; 0 only if {@code count} is 0; -1 at or after the end
   * @throws IOException if the file cannot be read
   */
  int read(long offset, byte[] buffer, int from, int count) throws IOException;

  /**
   * Reads exactly {@code count} bytes.
   *
   * @param offset first byte
   * @param buffer where they go
   * @param from first index in the buffer
   * @param count how many
   * @throws IOException if there are fewer, or the file cannot be read
   */
  default void readFully(long offset, byte[] buffer, int from, int count) throws IOException {
    int done = 0;
    while (done < count) {
      int n = read(offset + done, buffer, from + done, count - done);
      if (n < 0) {
        throw new EOFException("file ends early: expected=" + count + " bytes at offset=" + offset);
      }
      done += n;
    }
  }

  /**
   * Reads everything; for small documents.
   *
   * @return all bytes
   * @throws IOException if the file cannot be read
   * @throws OutOfMemoryError never for checked lengths: callers check {@link #length()} first
   */
  default byte[] readAll() throws IOException {
    byte[] all = new byte[Math.toIntExact(length())];
    readFully(0, all, 0, all.length);
    return all;
  }

  /**
   * A part of this source.
   *
   * @param offset its first byte
   * @param length its length in bytes
   * @return a view that shares this source's file
   * @throws CorruptDataException if the part does not lie within
   */
  default ByteSource slice(long offset, long length) throws CorruptDataException {
    if (offset < 0 || length < 0 || offset > length() - length) {
      throw new CorruptDataException(
          "part lies outside of its file: offset="
              + offset
              + ", length="
              + length
              + ", actual file length="
              + length()
              + " (truncated?)");
    }
    return new SlicedByteSource(this, offset, length);
  }

  /**
   * A stream over all bytes, with a position of its own.
   *
   * @return an unbuffered stream; ask it for large pieces
   */
  default InputStream open() {
    return new ByteSourceInputStream(this);
  }

  /**
   * Bytes in memory.
   *
   * @param bytes the array, not copied
   * @return a source over it
   */
  static ByteSource of(byte[] bytes) {
    return new ArrayByteSource(Objects.requireNonNull(bytes));
  }

  /**
   * Several sources, one after another.
   *
   * @param parts the sources, in order
   * @return one source over all their bytes
   */
  static ByteSource concat(List<ByteSource> parts) {
    return parts.size() == 1 ? parts.get(0) : new ConcatenatedByteSource(parts);
  }
}
