package dev.silt.bench;

import dev.silt.image.Codec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Builds the smallest image around one file, for what takes images only. */
public final class OneFileImage {

  private OneFileImage() {}

  /**
   * Writes an oci-archive of one gzip'd layer with one file in it, the same bytes for the same
   * content.
   *
   * @param archive the file to write
   * @param content the file's content; read to its end, not closed
   * @param length its length in bytes
   * @throws IOException if something cannot be read or written
   */
  public static void write(Path archive, InputStream content, long length) throws IOException {
    OneLayerImage.write(archive, Codec.GZIP, layer -> layer.add("file", content, length));
  }
}
