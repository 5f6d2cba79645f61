package dev.silt.bench.hard;

import dev.silt.bench.OneLayerImage;
import java.util.function.Supplier;

/**
 * A pair of images.
 *
 * @param name what it is
 * @param signed whether the delta is made from the old image's signature
 * @param old files of the old image
 * @param changed files of the new one
 */
record HardCase(String name, boolean signed, OneLayerImage.Files old, OneLayerImage.Files changed) {

  static HardCase of(String name, OneLayerImage.Files old, OneLayerImage.Files changed) {
    return new HardCase(name, false, old, changed);
  }

  /** Two versions of one file. */
  static HardCase oneFile(
      String name, Supplier<Pattern> old, Supplier<Pattern> changed, long oldLength, long length) {
    return of(name, file(old, oldLength), file(changed, length));
  }

  HardCase fromSignature() {
    return new HardCase(name + ", from a signature", true, old, changed);
  }

  static OneLayerImage.Files file(Supplier<Pattern> pattern, long length) {
    return layer -> layer.add("file", pattern.get().stream(length), length);
  }
}
