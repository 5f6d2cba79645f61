package dev.silt.inplace;

import dev.silt.io.ByteSource;
import java.io.Closeable;
import java.io.IOException;

/** An open regular file. Not safe for several threads. */
public interface OpenFile extends ByteSource, Closeable {

  /** Writes bytes at an offset. */
  void write(long offset, byte[] bytes, int from, int count) throws IOException;

  /** Cuts what is behind a length. */
  void truncate(long length) throws IOException;

  /** Makes bytes and attributes durable. */
  void sync() throws IOException;
}
