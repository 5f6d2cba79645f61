package dev.silt.delta;

/** The three ops that rebuild a content. Their ordinals are their codes in the format. */
public enum Op {
  /** Bytes of a base content as they are. */
  COPY,
  /** Bytes of a base content, to each of which a difference byte is added (mod 256). */
  ADD,
  /** Bytes that the delta carries. */
  INSERT
}
