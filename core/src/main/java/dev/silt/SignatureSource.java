package dev.silt;

import dev.silt.delta.FileKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a signature comes from; it is read once, front to back. Immutable. */
public final class SignatureSource {

  private final @Nullable Path path;
  private final @Nullable InputStream stream;

  private SignatureSource(@Nullable Path path, @Nullable InputStream stream) {
    this.path = path;
    this.stream = stream;
  }

  /**
   * A signature in a file.
   *
   * @param path the file
   * @return the source
   */
  public static SignatureSource of(Path path) {
    return new SignatureSource(Objects.requireNonNull(path), null);
  }

  /**
   * A signature from a stream, say a socket.
   *
   * @param stream the signature's bytes; closed when it has been read
   * @return the source; good for one operation
   */
  public static SignatureSource of(InputStream stream) {
    return new SignatureSource(null, Objects.requireNonNull(stream));
  }

  static boolean isSignature(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return isSignature(in.readNBytes(FileKind.SIGNATURE.magic().length));
    }
  }

  static boolean isSignature(byte[] start) {
    byte[] magic = FileKind.SIGNATURE.magic();
    int named = magic.length - 1; // without the version
    return Arrays.equals(magic, 0, named, start, 0, Math.min(named, start.length));
  }

  InputStream open() throws IOException {
    return path != null ? Files.newInputStream(path) : Objects.requireNonNull(stream);
  }

  @Override
  public String toString() {
    return path != null ? path.toString() : "standard input";
  }
}
