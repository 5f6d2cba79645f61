package dev.silt.inplace;

import dev.silt.hash.Digest;
import java.io.Closeable;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * One file that is being staged. As long as its bytes are those that an earlier run left, none is
 * written. Not safe for several threads.
 */
final class StagedFile implements Closeable {

  private final OpenFile file;
  private final MessageDigest sha256 = Digest.newSha256();
  private boolean compares;
  private long position;
  private long writtenLength;

  private StagedFile(OpenFile file) {
    this.file = file;
    this.compares = file.length() > 0;
  }

  /** Makes it, or opens what is left of it. */
  static StagedFile open(Directory nodes, byte[] name) throws IOException {
    return new StagedFile(nodes.createFile(name));
  }

  /** Adds bytes. */
  void add(byte[] bytes, int from, int count) throws IOException {
    sha256.update(bytes, from, count);
    if (!compares || !isKnown(bytes, from, count)) {
      compares = false;
      file.write(position, bytes, from, count);
      writtenLength += count;
    }
    position += count;
  }

  private boolean isKnown(byte[] bytes, int from, int count) throws IOException {
    if (position + count > file.length()) {
      return false;
    }
    byte[] known = new byte[count];
    file.readFully(position, known, 0, count);
    return Arrays.equals(known, 0, count, bytes, from, from + count);
  }

  /** {@return SHA-256 of all bytes} Nothing is behind them any more, and the file is closed. */
  byte[] end() throws IOException {
    try (file) {
      if (file.length() != position) {
        file.truncate(position);
      }
    }
    return sha256.digest();
  }

  /** {@return bytes that were not there} */
  long writtenLength() {
    return writtenLength;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
