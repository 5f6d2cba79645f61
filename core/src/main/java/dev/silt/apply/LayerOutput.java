package dev.silt.apply;

import dev.silt.hash.Digest;
import dev.silt.image.ImageLayer;
import java.io.IOException;
import java.io.OutputStream;

/** Where the target's layers go, each once, in any order. */
public interface LayerOutput {

  /** {@return an output that keeps nothing: for verifying} */
  static LayerOutput none() {
    return new LayerOutput() {
      @Override
      public OutputStream begin(int index, Digest diffId, String mediaType) {
        return OutputStream.nullOutputStream();
      }

      @Override
      public void end(int index) {}

      @Override
      public void copy(int index, ImageLayer layer) {}
    };
  }

  /**
   * Begins a layer that is rebuilt.
   *
   * @param index its place in the target
   * @param diffId digest of its uncompressed bytes
   * @param mediaType an unusual one, or empty
   * @return where the uncompressed bytes go
   * @throws IOException if they cannot be written
   */
  OutputStream begin(int index, Digest diffId, String mediaType) throws IOException;

  /**
   * Ends the layer that was begun; its diffID has been verified.
   *
   * @param index its place in the target
   * @throws IOException if it cannot be written
   */
  void end(int index) throws IOException;

  /**
   * Takes a layer whose blob is there, and whose diffID has been verified.
   *
   * @param index its place in the target
   * @param layer the layer
   * @throws IOException if it cannot be read or written
   */
  void copy(int index, ImageLayer layer) throws IOException;
}
