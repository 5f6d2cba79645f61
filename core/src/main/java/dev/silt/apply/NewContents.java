package dev.silt.apply;

import dev.silt.io.ByteSource;
import java.io.IOException;
import java.io.OutputStream;

/** Takes new contents as they are decoded and gives them back at any offset. */
public interface NewContents {

  /**
   * Begins a content; the one before is complete.
   *
   * @param number its number, which no content had before
   * @return where its bytes go; closing it does nothing
   * @throws IOException if it cannot be taken
   */
  OutputStream begin(int number) throws IOException;

  /**
   * Makes readable what came so far; the last content is complete.
   *
   * @throws IOException if it cannot be kept
   */
  void settle() throws IOException;

  /**
   * Ends the contents; they can be read from now on.
   *
   * @throws IOException if the last one cannot be kept
   */
  void finish() throws IOException;

  /**
   * Returns a content.
   *
   * @param number its number
   * @return its bytes
   * @throws dev.silt.error.CorruptDataException if there is none
   * @throws IOException if it cannot be read
   */
  ByteSource content(int number) throws IOException;
}
