package dev.silt;

import dev.silt.error.InvalidImageException;
import dev.silt.error.Limits;
import dev.silt.image.ImageArchive;
import dev.silt.io.WorkFiles;
import dev.silt.progress.ProgressListener;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;

/** Opens image sources. */
final class Sources {

  private Sources() {}

  /** Opens what has a config and layers. */
  static ImageArchive openImage(ImageSource source, Limits limits, WorkFiles work)
      throws IOException {
    InputStream stream = source.stream();
    if (stream != null) {
      return ImageArchive.open(stream, source.toString(), limits, work);
    }
    return ImageArchive.open(Objects.requireNonNull(source.path()), limits, work);
  }

  /** Opens an image or a root file system. */
  static ImageArchive openAny(
      ImageSource source, Limits limits, WorkFiles work, ProgressListener listener)
      throws IOException {
    Path path = source.path();
    return path != null && ImageArchive.isRootTree(path)
        ? ImageArchive.openRootTree(path, limits, listener)
        : openImage(source, limits, work);
  }

  /** Refuses to write into a root file system that is read: it would not be the same after. */
  static void requireOutside(ImageSource base, Path directory) throws IOException {
    Path root = base.path();
    if (root != null && ImageArchive.isRootTree(root) && WorkRoom.isWithin(directory, root)) {
      throw new InvalidImageException(
          directory
              + ": lies in the root file system "
              + root
              + ", which must stay as it is: choose an output and a work directory outside of it");
    }
  }
}
