package dev.silt.delta;

import dev.silt.coder.ByteModelKind;
import dev.silt.error.UnsupportedFormatException;

/** How a chunk of a stream or a column is coded. */
enum StreamCodec {
  /** The bytes as they are. */
  PLAIN(0),
  /** A zstd frame, or the next part of a stream's frame. */
  ZSTD(1),
  /** The context coder; for ops, offsets, differences, columns and, in old deltas, literals. */
  CONTEXT(2),
  /** The next part of a stream's LZMA2 data; for literals. */
  LZMA(3),
  /** The context coder with a quicker model of bytes; for literals. */
  QUICK(4);

  private final int code;

  StreamCodec(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** {@return whether bits are coded, which take models to read} */
  boolean isBits() {
    return this == CONTEXT || this == QUICK;
  }

  /** {@return the codec of literals in a kind of model} */
  static StreamCodec of(ByteModelKind kind) {
    return kind == ByteModelKind.QUICK ? QUICK : CONTEXT;
  }

  static StreamCodec ofCode(long code) throws UnsupportedFormatException {
    for (StreamCodec codec : values()) {
      if (codec.code == code) {
        return codec;
      }
    }
    throw unknown(code);
  }

  /** Turns down a codec where it cannot stand. */
  static UnsupportedFormatException unknown(long code) {
    return new UnsupportedFormatException(
        "delta uses a codec that this version does not know: "
            + code
            + "; use a newer version of Silt");
  }
}
