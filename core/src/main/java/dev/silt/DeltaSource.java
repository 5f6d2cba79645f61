package dev.silt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Where a delta comes from; it is read once, front to back. Immutable. */
public final class DeltaSource {

  /** Opens the bytes. */
  private interface Opener {
    InputStream open() throws IOException;
  }

  private final Opener opener;
  private final String name;

  private DeltaSource(Opener opener, String name) {
    this.opener = opener;
    this.name = name;
  }

  /**
   * A delta in a file.
   *
   * @param path the file
   * @return the source
   */
  public static DeltaSource of(Path path) {
    Objects.requireNonNull(path);
    return new DeltaSource(() -> Files.newInputStream(path), path.toString());
  }

  /**
   * A delta from a stream, say a socket.
   *
   * @param stream the delta's bytes; closed when the delta has been read
   * @return the source; good for one operation
   */
  public static DeltaSource of(InputStream stream) {
    Objects.requireNonNull(stream);
    return new DeltaSource(() -> stream, "standard input");
  }

  /** Opens what is left of a delta. */
  @FunctionalInterface
  public interface OffsetOpener {

    /**
     * Opens the rest.
     *
     * @param offset bytes of the delta that were read already
     * @return all that follow; a stream that ends at once if none do
     * @throws IOException if it cannot be opened: tried again, as a stream that breaks off is, but
     *     for a {@link dev.silt.error.SiltException} and an {@link java.io.InterruptedIOException}
     *     that is no timeout
     */
    InputStream open(long offset) throws IOException;
  }

  /**
   * A delta that can be read on from where a stream of it broke off: by an exception, or by an end
   * that is none, since the rest can be opened. What was read is not read again, and the delta's
   * end digest covers it all. Waiting between attempts is the opener's business.
   *
   * @param name for people
   * @param opener opens the delta at any offset
   * @param attempts how often at most it is tried in a row without a byte of progress, 1 or more
   * @return the source; good for any number of operations, each of which begins at offset 0
   */
  public static DeltaSource resumable(String name, OffsetOpener opener, int attempts) {
    Objects.requireNonNull(opener);
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be 1 or more: " + attempts);
    }
    return new DeltaSource(
        () -> new ResumingInputStream(opener, attempts), Objects.requireNonNull(name));
  }

  InputStream open() throws IOException {
    return opener.open();
  }

  @Override
  public String toString() {
    return name;
  }
}
