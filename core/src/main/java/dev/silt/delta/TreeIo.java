package dev.silt.delta;

import java.io.IOException;

/** One walk over the fields of a tree's item, for both directions; see {@link FieldIo}. */
interface TreeIo {

  /** {@return whether values are read} */
  boolean reading();

  /** A number, unsigned. */
  long number(TreeColumn column, long value) throws IOException;

  /** A byte string. */
  byte[] bytes(TreeColumn column, byte[] value) throws IOException;

  /** A byte as it is. */
  int oneByte(TreeColumn column, int value) throws IOException;
}
