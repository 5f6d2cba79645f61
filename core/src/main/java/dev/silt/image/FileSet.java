package dev.silt.image;

import dev.silt.error.InvalidImageException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.io.ByteSource;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The files of an archive or a layout directory, by name ({@code blobs/sha256/...}). */
interface FileSet extends Closeable {

  /**
   * Finds a file; symbolic and hard links in an archive are followed.
   *
   * @param name relative, with slashes
   * @return its bytes, good until this is closed; null if there is no such file
   * @throws IOException if it cannot be opened, or links lead nowhere
   */
  @Nullable ByteSource find(String name) throws IOException;

  /** Whether the archive has several files of this name. */
  boolean isRepeated(String name);

  /**
   * Reads a whole document whose digest nothing vouches for.
   *
   * @return its bytes; null if there is no such file
   */
  default byte @Nullable [] readDocument(String name, Limits limits) throws IOException {
    ByteSource source = find(name);
    if (source == null) {
      return null;
    }
    if (isRepeated(name)) {
      throw new InvalidImageException(name + ": ambiguous: the archive has it more than once");
    }
    LimitExceededException.check(name, source.length(), limits.documentLength(), "documentLength");
    return source.readAll();
  }
}
