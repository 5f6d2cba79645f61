package dev.silt.bench.compare;

import dev.silt.bench.OneFileImage;
import dev.silt.encode.BaseIdentity;
import dev.silt.encode.ImagePair;
import dev.silt.error.Limits;
import dev.silt.image.Image;
import dev.silt.image.ImageArchive;
import dev.silt.image.ImageLayer;
import dev.silt.image.LayerInput;
import dev.silt.io.WorkFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One version of what is compared.
 *
 * @param image the archive that Silt gets
 * @param plain the file that other programs get: all layers' tars, one after the other
 * @param id the image's ID
 */
record Side(Path image, Path plain, String id) {

  private static final int BUFFER_LENGTH = 1 << 16;

  /**
   * An image.
   *
   * @param archive its archive
   * @param platform which image of an index; null for the default
   * @param plain the file to make of its layers
   * @param scratch for temporary files
   */
  static Side ofImage(Path archive, @Nullable String platform, Path plain, Scratch scratch)
      throws IOException {
    byte[] buffer = new byte[BUFFER_LENGTH];
    try (WorkFiles work = WorkFiles.create(scratch.path());
        ImageArchive images = ImageArchive.open(archive, Limits.defaults(), work);
        OutputStream out = Files.newOutputStream(plain)) {
      Image image = images.select(platform, null);
      for (ImageLayer layer : image.layers()) {
        try (LayerInput in = layer.open(Limits.defaults(), null)) {
          for (int n; (n = in.read(buffer, 0, buffer.length)) >= 0; ) {
            out.write(buffer, 0, n);
          }
        }
      }
      return new Side(archive, plain, image.id().toString());
    }
  }

  /**
   * A plain file.
   *
   * @param file the file
   * @param archive the image to make of it
   * @param scratch for temporary files
   */
  static Side ofFile(Path file, Path archive, Scratch scratch) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      OneFileImage.write(archive, in, Files.size(file));
    }
    return new Side(archive, file, idOf(archive, null, scratch));
  }

  /** {@return the ID of an archive's image} */
  static String idOf(Path archive, @Nullable String platform, Scratch scratch) throws IOException {
    try (WorkFiles work = WorkFiles.create(scratch.path());
        ImageArchive images = ImageArchive.open(archive, Limits.defaults(), work)) {
      return images.select(platform, null).id().toString();
    }
  }

  /** {@return both with what a pull of the target would download} */
  static Material material(Side base, Side target, @Nullable String platform, Scratch scratch)
      throws IOException {
    try (WorkFiles work = WorkFiles.create(scratch.path());
        ImageArchive bases = ImageArchive.open(base.image, Limits.defaults(), work);
        ImageArchive targets = ImageArchive.open(target.image, Limits.defaults(), work)) {
      ImagePair pair =
          ImagePair.of(
              BaseIdentity.of(bases.select(platform, null)), targets.select(platform, null));
      return new Material(base, target, pair.pullLength());
    }
  }
}
