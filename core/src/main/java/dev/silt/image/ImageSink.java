package dev.silt.image;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The files of an image that is being written, in a temporary sibling of the target. Closing
 * without a commit deletes what there is. One thread.
 */
interface ImageSink extends Closeable {

  /**
   * Starts a file.
   *
   * @param likelyName its name if it is known already
   * @throws IOException if it cannot be made
   */
  void begin(@Nullable String likelyName) throws IOException;

  /** Appends to the file that was started. */
  void write(byte[] bytes, int from, int count) throws IOException;

  /** Ends the file and names it; no longer than the likely name, if it is over 100 bytes. */
  void end(String name) throws IOException;

  /** Takes the started file back. */
  void discard() throws IOException;

  /** Makes everything durable and gives it the target's name in one step. */
  void commit() throws IOException;

  /** Writes a small file. */
  default void put(String name, byte[] bytes) throws IOException {
    begin(name);
    write(bytes, 0, bytes.length);
    end(name);
  }
}
