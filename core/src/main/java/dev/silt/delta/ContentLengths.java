package dev.silt.delta;

import dev.silt.error.CorruptDataException;

/** Knows how long contents are, which a header repeats. */
@FunctionalInterface
public interface ContentLengths {

  /**
   * Returns a content's length.
   *
   * @param content which
   * @return its bytes; 0 for none
   * @throws CorruptDataException if there is no such content
   */
  long lengthOf(ContentRef content) throws CorruptDataException;
}
