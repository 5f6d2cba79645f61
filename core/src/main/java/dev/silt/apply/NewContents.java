package dev.silt.apply;

import dev.silt.error.CorruptDataException;
import dev.silt.io.ByteSource;
import java.io.IOException;
import java.io.OutputStream;

/** Takes new contents as they are decoded, in order, and gives them back at any offset. */
public interface NewContents {

  /**
   * Begins the next content; the one before is complete.
   *
   * @return where its bytes go; closing it does nothing
   * @throws IOException if it cannot be taken
   */
  OutputStream next() throws IOException;

  /**
   * Ends the contents; they can be read from now on.
   *
   * @throws IOException if the last one cannot be kept
   */
  void finish() throws IOException;

  /**
   * Returns a content.
   *
   * @param number its number, in the order in which they came
   * @return its bytes
   * @throws CorruptDataException if there is none
   */
  ByteSource content(int number) throws CorruptDataException;
}
