package dev.silt.delta;

import java.io.IOException;

/** Knows how long contents are, which a header repeats. */
@FunctionalInterface
public interface ContentLengths {

  /**
   * Returns a content's length.
   *
   * @param content which
   * @return its bytes; 0 for none
   * @throws dev.silt.error.CorruptDataException if there is no such content
   * @throws IOException if it cannot be read
   */
  long lengthOf(ContentRef content) throws IOException;
}
