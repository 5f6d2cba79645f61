package dev.silt.image;

import dev.silt.error.InvalidImageException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.error.WrongBaseException;
import dev.silt.hash.Digest;
import dev.silt.io.FileByteSource;
import dev.silt.io.Spool;
import dev.silt.io.WorkFiles;
import dev.silt.progress.ProgressListener;
import dev.silt.progress.ProgressMeter;
import dev.silt.rootfs.RootTree;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An archive, or layout directory, with images in it: oci-archive, OCI layout, docker-archive of
 * any age. Where a file is both, as docker's are since version 25, it is read as OCI. Opening reads
 * the archive's own headers and documents, not the layers. A directory that is none of these is a
 * root file system: one image of one layer, whose digest {@link #select} computes from its files.
 * One thread; what {@link #select} gives back is good for several.
 */
public final class ImageArchive implements Closeable {

  private static final int PIECE_LENGTH = 1 << 16;

  private final Closeable files;
  private final @Nullable Closeable file;
  private final ImageSelector selector;
  private final @Nullable RootTreeCandidate tree;

  private ImageArchive(
      Closeable files,
      @Nullable Closeable file,
      ImageSelector selector,
      @Nullable RootTreeCandidate tree) {
    this.files = files;
    this.file = file;
    this.selector = selector;
    this.tree = tree;
  }

  /**
   * Opens a file or directory.
   *
   * @param path an archive, also gzip'd or zstd'd as a whole, or an OCI layout directory
   * @param limits what it may ask for
   * @param work where a compressed archive is unpacked to; stays open longer than this
   * @return the open archive
   * @throws InvalidImageException if no images are described in it
   * @throws IOException if it is damaged or cannot be read
   */
  public static ImageArchive open(Path path, Limits limits, WorkFiles work) throws IOException {
    String name = path.toString();
    if (Files.isDirectory(path)) {
      return of(new DirectoryFileSet(path), null, name, limits);
    }
    FileByteSource source = Files.isRegularFile(path) ? FileByteSource.open(path) : null;
    if (source == null) {
      try (InputStream in = Files.newInputStream(path)) {
        return open(in, name, limits, work);
      }
    }
    try {
      byte[] start = new byte[(int) Math.min(Codec.MAGIC_LENGTH, source.length())];
      source.readFully(0, start, 0, start.length);
      if (Codec.detect(start, start.length, name) == Codec.NONE) {
        return of(TarFileSet.open(source, limits, name), source, name, limits);
      }
      ImageArchive unpacked = open(source.open(), name, limits, work);
      source.close();
      return unpacked;
    } catch (Throwable e) {
      source.close();
      throw e;
    }
  }

  /**
   * Tells whether a directory is a root file system: no image, and not empty.
   *
   * @param path any file or directory
   * @return whether it is
   * @throws InvalidImageException if it is a bundle, the directory around a root file system
   * @throws IOException if it cannot be read
   */
  public static boolean isRootTree(Path path) throws IOException {
    return RootTreeCandidate.isRootTree(path);
  }

  /**
   * Opens a root file system as an archive with one image. Lists the tree; files are read later.
   *
   * @param path its directory
   * @param limits what it may ask for
   * @param listener hears when its files are digested
   * @return the open archive
   * @throws dev.silt.error.UnsupportedFormatException if the system is not Unix
   * @throws IOException if it cannot be read, or changes meanwhile
   */
  public static ImageArchive openRootTree(Path path, Limits limits, ProgressListener listener)
      throws IOException {
    String name = path.toString();
    RootTree root = RootTree.open(path, limits);
    RootTreeCandidate tree = new RootTreeCandidate(name, root, listener);
    return new ImageArchive(root, null, new ImageSelector(name, List.of(tree)), tree);
  }

  /**
   * Opens an archive from a stream, which is read to its end into a work file.
   *
   * @param in the archive, also gzip'd or zstd'd as a whole; stays the caller's to close
   * @param name what to call it in messages
   * @param limits what it may ask for
   * @param work where it is kept; stays open longer than this
   * @return the open archive
   * @throws InvalidImageException if no images are described in it
   * @throws IOException if it is damaged or cannot be read
   */
  public static ImageArchive open(InputStream in, String name, Limits limits, WorkFiles work)
      throws IOException {
    byte[] start = in.readNBytes(Codec.MAGIC_LENGTH);
    Codec codec = Codec.detect(start, start.length, name);
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(start), in);
    Spool spool = work.newSpool();
    InputStream decoded = codec.decode(whole, limits, name);
    try {
      byte[] piece = new byte[PIECE_LENGTH];
      for (int n; (n = decoded.read(piece, 0, piece.length)) >= 0; ) {
        ProgressMeter.checkCancelled();
        LimitExceededException.check(
            name, spool.position() + n, limits.imageLength(), "imageLength");
        spool.write(piece, 0, n);
      }
    } finally {
      if (codec != Codec.NONE) {
        decoded.close();
      }
    }
    spool.flush();
    return of(TarFileSet.open(spool, limits, name), null, name, limits);
  }

  private static ImageArchive of(
      FileSet files, @Nullable Closeable file, String name, Limits limits) throws IOException {
    try {
      ImageSelector selector = new ImageSelector(name, candidates(files, name, limits));
      return new ImageArchive(files, file, selector, null);
    } catch (Throwable e) {
      files.close();
      throw e;
    }
  }

  private static List<? extends Candidate> candidates(FileSet files, String name, Limits limits)
      throws IOException {
    byte[] index = files.readDocument(OciIndex.FILE_NAME, limits);
    byte[] docker = files.readDocument(DockerManifest.FILE_NAME, limits);
    List<DockerManifest> manifests =
        docker == null ? List.of() : DockerManifest.parse(DockerManifest.FILE_NAME, docker);
    if (index != null) {
      List<OciCandidate> candidates = OciIndex.collect(new Blobs(files, limits), index);
      addDockerNames(candidates, manifests);
      return candidates;
    }
    if (docker != null) {
      return manifests.stream().map(each -> new DockerCandidate(files, limits, each)).toList();
    }
    throw new InvalidImageException(
        name
            + ": not an image archive: expected="
            + OciIndex.FILE_NAME
            + " (OCI) or "
            + DockerManifest.FILE_NAME
            + " (docker save), actual=neither"
            + (files.find("repositories") == null ? "" : " (saved by docker before 1.10?)")
            + (files instanceof DirectoryFileSet
                ? " (a root file system? it can be the base of a delta, not its target)"
                : ""));
  }

  /** Takes over the names that docker save writes to manifest.json only. */
  private static void addDockerNames(List<OciCandidate> images, List<DockerManifest> manifests)
      throws IOException {
    if (manifests.isEmpty()) {
      return;
    }
    for (OciCandidate image : images) {
      if (image.isPresent() && image.isImage()) {
        for (DockerManifest manifest : manifests) {
          if (manifest.config().contains(image.id().hex())) {
            manifest.repoTags().forEach(image::addName);
          }
        }
      }
    }
  }

  /**
   * Chooses an image.
   *
   * @param platform {@code os/arch} or {@code os/arch/variant}; null for the only one there is,
   *     else linux on this machine's architecture; a root file system has none and fits each
   * @param reference a name, manifest digest or image ID; null for the only one there is
   * @return the image, its documents verified, all of its layers there
   * @throws InvalidImageException if none or several fit (the choices are listed), or parts of it
   *     are missing
   * @throws IOException if its documents are damaged
   */
  public Image select(@Nullable String platform, @Nullable String reference) throws IOException {
    if (tree != null) {
      return tree.only(reference);
    }
    return selector.select(platform == null ? null : Platform.parse(platform), reference).open();
  }

  /**
   * Says that no image here is the one that is wanted.
   *
   * @param wanted its ID
   * @return to be thrown
   * @throws IOException if documents are damaged
   */
  public WrongBaseException wrongBase(Digest wanted) throws IOException {
    String ids = ids().stream().map(Digest::toString).collect(Collectors.joining(", "));
    return tree == null
        ? new WrongBaseException(wanted.toString(), ids)
        : WrongBaseException.ofRootTree(wanted.toString(), ids, tree.lastChange());
  }

  /**
   * Finds an image by its ID, whatever its platform and name.
   *
   * @param id the config's digest
   * @return the image; null if the archive has no such image
   * @throws IOException if documents are damaged or parts of the image are missing
   */
  public @Nullable Image selectById(Digest id) throws IOException {
    Candidate candidate = selector.selectById(id);
    return candidate == null ? null : candidate.open();
  }

  /**
   * Lists the images.
   *
   * @return their IDs, each once
   * @throws IOException if documents are damaged
   */
  public List<Digest> ids() throws IOException {
    return selector.ids();
  }

  @Override
  public void close() throws IOException {
    try {
      files.close();
    } finally {
      if (file != null) {
        file.close();
      }
    }
  }
}
