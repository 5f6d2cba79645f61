package dev.silt.cli;

import dev.silt.ApplyResult;
import java.io.PrintWriter;

/** What applying a delta came to. */
final class ApplyReport {

  private ApplyReport() {}

  static void print(ApplyResult result, PrintWriter out) {
    out.println("image ID  " + result.targetId());
    if (!result.manifestDigest().isEmpty()) {
      out.println("manifest  " + result.manifestDigest());
    }
    out.println("layers    " + layers(result));
  }

  /** {@return how many layers came from where} */
  static String layers(ApplyResult result) {
    return result.copiedLayerCount()
        + " copied, "
        + result.rebuiltLayerCount()
        + " rebuilt, "
        + result.storedLayerCount()
        + " stored; "
        + Sizes.text(result.layersLength())
        + " uncompressed, all digests verified";
  }
}
