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

  InputStream open() throws IOException {
    return opener.open();
  }

  @Override
  public String toString() {
    return name;
  }
}
