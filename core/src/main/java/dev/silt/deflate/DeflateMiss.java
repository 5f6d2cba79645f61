package dev.silt.deflate;

/** Why no model makes a stream. */
public enum DeflateMiss {
  /** There is a model that does. */
  NONE,

  /** The first block holds bytes as they are, as at level 0. */
  STORED,

  /** The first block ends where none of zlib's would: another encoder, memory level, or a flush. */
  BLOCK_END,

  /** No model makes the first block: another encoder or strategy. */
  FIRST_BLOCK,

  /** A model makes the start, none makes all: settings changed, a flush, or bytes behind. */
  LATER_BLOCK
}
