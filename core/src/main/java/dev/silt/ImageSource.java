package dev.silt;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where an image comes from: a docker-archive, an oci-archive or an OCI layout directory, or, as a
 * base, the directory of a root file system; archives may be gzip'd or zstd'd as a whole.
 * Immutable; nothing is opened before an operation uses it.
 */
public final class ImageSource {

  private final @Nullable Path path;
  private final @Nullable InputStream stream;
  private final @Nullable String platform;
  private final @Nullable String reference;

  private ImageSource(
      @Nullable Path path,
      @Nullable InputStream stream,
      @Nullable String platform,
      @Nullable String reference) {
    this.path = path;
    this.stream = stream;
    this.platform = platform;
    this.reference = reference;
  }

  /**
   * An image in a file or directory.
   *
   * @param path an archive, or an OCI layout directory; as a base, and to be listed, also a root
   *     file system: a directory that has none of index.json, manifest.json, oci-layout and blobs
   * @return the source
   */
  public static ImageSource of(Path path) {
    return new ImageSource(Objects.requireNonNull(path), null, null, null);
  }

  /**
   * An archive from a stream; it is read once, to its end, into the work directory.
   *
   * @param stream an archive's bytes; closing it stays the caller's business
   * @return the source; good for one operation
   */
  public static ImageSource of(InputStream stream) {
    return new ImageSource(null, Objects.requireNonNull(stream), null, null);
  }

  /**
   * Chooses among the platforms of an index.
   *
   * @param value {@code os/arch} or {@code os/arch/variant}; null for the default: the only one
   *     there is, else linux on this machine's architecture
   * @return a changed copy
   */
  public ImageSource withPlatform(@Nullable String value) {
    return new ImageSource(path, stream, value, reference);
  }

  /**
   * Chooses among the images of an archive that holds several.
   *
   * @param value a name as the archive has it, for example {@code example.org/app:1.2}; null for
   *     the only one there is
   * @return a changed copy
   */
  public ImageSource withReference(@Nullable String value) {
    return new ImageSource(path, stream, platform, value);
  }

  /** {@return the file or directory, or null for a stream} */
  public @Nullable Path path() {
    return path;
  }

  /** {@return the stream, or null for a path} */
  public @Nullable InputStream stream() {
    return stream;
  }

  /** {@return the platform asked for, or null} */
  public @Nullable String platform() {
    return platform;
  }

  /** {@return the name asked for, or null} */
  public @Nullable String reference() {
    return reference;
  }

  @Override
  public String toString() {
    return path == null ? "standard input" : path.toString();
  }
}
