package dev.silt.delta;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One walk over the fields of an entry, for both directions: when writing, the given value is
 * stored and returned; when reading, the given value is ignored and the stored one is returned. So
 * one method describes both, and they cannot drift apart.
 */
interface FieldIo {

  /** {@return whether values are read} */
  boolean reading();

  /** A number, unsigned. */
  long number(Column column, long value) throws IOException;

  /** Checks the length of bytes that are put together from a string and what is known already. */
  void checkLength(String what, long length) throws IOException;

  /** A byte string; null only when reading. */
  byte[] bytes(Column column, byte @Nullable [] value) throws IOException;
}
