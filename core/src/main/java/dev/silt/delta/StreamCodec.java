package dev.silt.delta;

import dev.silt.error.UnsupportedFormatException;

/** How a chunk of a stream or a column is coded. */
enum StreamCodec {
  /** The bytes as they are. */
  PLAIN(0),
  /** A zstd frame, or the next part of a stream's frame. */
  ZSTD(1);

  private final int code;

  StreamCodec(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static StreamCodec ofCode(long code) throws UnsupportedFormatException {
    for (StreamCodec codec : values()) {
      if (codec.code == code) {
        return codec;
      }
    }
    throw new UnsupportedFormatException(
        "delta uses a codec that this version does not know: "
            + code
            + "; use a newer version of Silt");
  }
}
