package dev.silt.image;

import dev.silt.error.InvalidImageException;
import dev.silt.hash.Digest;
import dev.silt.progress.ProgressListener;
import dev.silt.rootfs.RootTree;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A root file system as the one image of an archive. Its ID takes reading all files, once, when it
 * is first asked for. Not safe for several threads.
 */
final class RootTreeCandidate implements Candidate {

  /** What no root file system has, at its top; the last one is docker's. */
  private static final List<String> OF_ARCHIVES =
      List.of(OciIndex.FILE_NAME, "oci-layout", "blobs", DockerManifest.FILE_NAME);

  private final String name;
  private final RootTree tree;
  private final ProgressListener listener;
  private @Nullable Digest diffId;

  RootTreeCandidate(String name, RootTree tree, ProgressListener listener) {
    this.name = name;
    this.tree = tree;
    this.listener = listener;
  }

  /**
   * Tells a root file system from a layout directory. An empty directory is neither.
   *
   * @throws InvalidImageException if it is the directory around one
   */
  static boolean isRootTree(Path path) throws IOException {
    if (!Files.isDirectory(path)
        || OF_ARCHIVES.stream().anyMatch(file -> Files.exists(path.resolve(file)))) {
      return false;
    }
    if (Files.isRegularFile(path.resolve("config.json"))
        && Files.isDirectory(path.resolve("rootfs"))) {
      throw new InvalidImageException(
          path
              + ": a container's bundle: expected=an image or a root file system; give its rootfs"
              + " directory");
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      return files.iterator().hasNext();
    }
  }

  @Override
  public List<String> names() {
    return List.of();
  }

  @Override
  public @Nullable Digest manifestDigest() {
    return null;
  }

  @Override
  public boolean isPresent() {
    return true;
  }

  @Override
  public boolean isImage() {
    return true;
  }

  @Override
  public @Nullable Platform declaredPlatform() {
    return null;
  }

  @Override
  public Platform platform() throws IOException {
    return ImageConfig.parse("config of a root file system", config()).platform();
  }

  @Override
  public Digest id() throws IOException {
    return Digest.sha256(config());
  }

  private byte[] config() throws IOException {
    return RootTree.config(diffId());
  }

  private Digest diffId() throws IOException {
    Digest known = diffId;
    if (known == null) {
      known = tree.digest(listener);
      diffId = known;
    }
    return known;
  }

  /** {@return which path was changed last and when} */
  String lastChange() {
    return tree.lastChange();
  }

  /** {@return the image, whatever the platform} */
  Image only(@Nullable String reference) throws IOException {
    if (reference != null) {
      throw new InvalidImageException(
          name + ": a root file system has no names: expected=" + reference);
    }
    return open();
  }

  @Override
  public Image open() throws IOException {
    return new Image(
        id(),
        config(),
        null,
        MediaTypes.OCI_MANIFEST,
        platform(),
        names(),
        List.of(ImageLayer.of(tree, diffId(), "root file system " + name)));
  }
}
