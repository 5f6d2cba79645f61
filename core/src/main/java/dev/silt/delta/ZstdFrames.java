package dev.silt.delta;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;

/** Questions about zstd frames that decoders do not ask: they take several for one. */
final class ZstdFrames {

  private ZstdFrames() {}

  /** {@return whether the bytes are one frame with nothing behind it; walks over its blocks} */
  static boolean isOne(byte[] coded) {
    if (coded.length == 0) {
      return false;
    }
    try {
      return Zstd.findFrameCompressedSize(coded) == coded.length;
    } catch (ZstdException e) {
      return false;
    }
  }
}
