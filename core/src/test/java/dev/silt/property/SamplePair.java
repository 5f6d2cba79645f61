package dev.silt.property;

import dev.silt.DiffOptions;
import dev.silt.ImageSource;
import dev.silt.Silt;
import dev.silt.testing.Container;
import dev.silt.testing.ImageBytes;
import dev.silt.testing.ImagePair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A pair on disk with its delta.
 *
 * @param base the base's bytes
 * @param target the target's bytes
 * @param baseSource the base as the library takes it
 * @param targetSource the target as the library takes it
 * @param delta the delta file
 */
public record SamplePair(
    ImageBytes base,
    ImageBytes target,
    ImageSource baseSource,
    ImageSource targetSource,
    Path delta) {

  /**
   * Writes a pair as two oci-archives and makes the delta.
   *
   * @param pair the pair
   * @param directory where {@code base}, {@code target} and {@code delta} are written
   * @return the pair on disk
   * @throws IOException if the delta cannot be made
   */
  public static SamplePair of(ImagePair pair, Path directory) throws IOException {
    return of(pair, directory, DiffOptions.balanced());
  }

  /**
   * As {@link #of(ImagePair, Path)}, with other options.
   *
   * @param pair the pair
   * @param directory where {@code base}, {@code target} and {@code delta} are written
   * @param options for the delta
   * @return the pair on disk
   * @throws IOException if the delta cannot be made
   */
  public static SamplePair of(ImagePair pair, Path directory, DiffOptions options)
      throws IOException {
    ImageBytes base = pair.base().render();
    ImageBytes target = pair.target().render();
    ImageSource a = Container.OCI_ARCHIVE.write(base, directory, "base");
    ImageSource b = Container.OCI_ARCHIVE.write(target, directory, "target");
    Path delta = directory.resolve("delta");
    Silt.diff(a, b, delta, options.withThreadCount(1).withSelfCheck(false));
    return new SamplePair(base, target, a, b, delta);
  }

  /** {@return the delta's bytes} */
  public byte[] deltaBytes() throws IOException {
    return Files.readAllBytes(delta);
  }
}
