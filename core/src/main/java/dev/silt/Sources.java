package dev.silt;

import dev.silt.error.Limits;
import dev.silt.image.ImageArchive;
import dev.silt.io.WorkFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;

/** Opens image sources. */
final class Sources {

  private Sources() {}

  static ImageArchive open(ImageSource source, Limits limits, WorkFiles work) throws IOException {
    InputStream stream = source.stream();
    if (stream != null) {
      return ImageArchive.open(stream, source.toString(), limits, work);
    }
    Path path = Objects.requireNonNull(source.path());
    return ImageArchive.open(path, limits, work);
  }
}
