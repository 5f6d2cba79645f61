package dev.silt.delta;

import dev.silt.io.ByteSource;
import java.io.IOException;

/** The contents of the base, by the numbers of base files. */
@FunctionalInterface
public interface BaseContents {

  /**
   * Returns a content.
   *
   * @param file a base file's number
   * @return its bytes, readable at any offset
   * @throws dev.silt.error.CorruptDataException if there is no such file or it was not announced
   * @throws IOException if it cannot be read
   */
  ByteSource content(int file) throws IOException;
}
