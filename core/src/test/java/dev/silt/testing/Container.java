package dev.silt.testing;

import com.github.luben.zstd.Zstd;
import dev.silt.ImageSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** The forms in which an image can lie on a disk. */
public enum Container {
  /** An OCI layout directory. */
  OCI_LAYOUT,
  /** An OCI layout in a tar. */
  OCI_ARCHIVE,
  /** The same, gzip'd as a whole. */
  OCI_ARCHIVE_GZIP,
  /** The same, zstd'd as a whole. */
  OCI_ARCHIVE_ZSTD,
  /** {@code docker save} of old: ID/layer.tar, equal layers as links. */
  DOCKER_OLD,
  /** The same, gzip'd as a whole. */
  DOCKER_OLD_GZIP,
  /** {@code docker save} of today: an OCI layout with a manifest.json. */
  DOCKER_NEW,
  /** A docker-archive as skopeo writes it: DIFFID.tar. */
  DOCKER_SKOPEO;

  /** {@return whether layers are stored uncompressed whatever they were} */
  public boolean isDocker() {
    return this == DOCKER_OLD || this == DOCKER_OLD_GZIP || this == DOCKER_SKOPEO;
  }

  /**
   * Writes an image.
   *
   * @param image what
   * @param parent an existing directory
   * @param name of the file or directory to make in it
   * @return what the library is to be given
   * @throws IOException if it cannot be written
   */
  public ImageSource write(ImageBytes image, Path parent, String name) throws IOException {
    Path path = parent.resolve(name);
    SplittableRandom random = new SplittableRandom(image.seed() ^ 0x0c1);
    boolean withOthers = !isDocker() && random.nextInt(6) == 0;
    FileSet files =
        isDocker()
            ? DockerForm.files(image, this == DOCKER_SKOPEO)
            : new OciForm(random, withOthers).files(image, this == DOCKER_NEW);
    switch (this) {
      case OCI_LAYOUT -> files.writeTo(path);
      case OCI_ARCHIVE_GZIP, DOCKER_OLD_GZIP ->
          Files.write(path, LayerCodec.gzip(files.tar(random), 6, 0));
      case OCI_ARCHIVE_ZSTD -> Files.write(path, Zstd.compress(files.tar(random), 3));
      default -> Files.write(path, files.tar(random));
    }
    ImageSource source = ImageSource.of(path);
    return withOthers ? source.withPlatform("linux/" + image.architecture()) : source;
  }
}
