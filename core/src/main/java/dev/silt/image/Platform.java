package dev.silt.image;

import dev.silt.error.InvalidImageException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an image runs on, with Go's names. Immutable.
 *
 * @param os for example {@code linux}
 * @param architecture for example {@code amd64}
 * @param variant for example {@code v7}; empty if there is none
 */
public record Platform(String os, String architecture, String variant) {

  private static final String UNKNOWN = "unknown";

  /** Linux on the architecture that this program runs on. */
  static Platform host() {
    String name = System.getProperty("os.arch", UNKNOWN).toLowerCase(Locale.ROOT);
    String architecture =
        switch (name) {
          case "amd64", "x86_64" -> "amd64";
          case "aarch64" -> "arm64";
          case "x86", "i386", "i486", "i586", "i686" -> "386";
          default -> name;
        };
    return new Platform("linux", architecture, "");
  }

  /**
   * Parses {@code os/arch} or {@code os/arch/variant}.
   *
   * @param text what the user wrote
   * @return the platform
   * @throws InvalidImageException if it has another shape
   */
  public static Platform parse(String text) throws InvalidImageException {
    String[] parts = text.toLowerCase(Locale.ROOT).split("/", -1);
    if (parts.length < 2 || parts.length > 3 || parts[0].isEmpty() || parts[1].isEmpty()) {
      throw new InvalidImageException(
          "malformed platform: expected=os/arch or os/arch/variant, actual=" + text);
    }
    String architecture =
        switch (parts[1]) {
          case "x86_64", "x86-64" -> "amd64";
          case "aarch64" -> "arm64";
          default -> parts[1];
        };
    return new Platform(parts[0], architecture, parts.length == 3 ? parts[2] : "");
  }

  /** Whether this is the {@code unknown/unknown} that attestations carry. */
  boolean isUnknown() {
    return os.equals(UNKNOWN) && architecture.equals(UNKNOWN);
  }

  /** This, with what another description of the same image adds. */
  Platform completedBy(@Nullable Platform other) {
    if (other == null || isUnknown()) {
      return other == null ? this : other;
    }
    boolean adds =
        variant.isEmpty() && os.equals(other.os) && architecture.equals(other.architecture);
    return adds ? other : this;
  }

  /** Whether an image for {@code offered} is what this asks for; no variant asks for any. */
  boolean accepts(Platform offered) {
    return os.equals(offered.os)
        && architecture.equals(offered.architecture)
        && (variant.isEmpty() || effectiveVariant().equals(offered.effectiveVariant()));
  }

  /** The variant that is meant when none is written. */
  private String effectiveVariant() {
    if (!variant.isEmpty()) {
      return variant;
    }
    return switch (architecture) {
      case "arm64" -> "v8";
      case "arm" -> "v7";
      case "amd64" -> "v1";
      default -> "";
    };
  }

  /**
   * @return {@code os/arch} or {@code os/arch/variant}
   */
  @Override
  public String toString() {
    return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
  }
}
