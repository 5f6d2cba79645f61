package dev.silt.delta;

import dev.silt.error.CorruptDataException;
import dev.silt.io.ByteSource;

/** The contents of the base, by the numbers of base files. */
@FunctionalInterface
public interface BaseContents {

  /**
   * Returns a content.
   *
   * @param file a base file's number
   * @return its bytes, readable at any offset
   * @throws CorruptDataException if there is no such file or it was not announced
   */
  ByteSource content(int file) throws CorruptDataException;
}
