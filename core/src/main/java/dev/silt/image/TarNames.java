package dev.silt.image;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Names of files in an image archive. */
final class TarNames {

  private TarNames() {}

  /**
   * Resolves {@code .} and {@code ..} of a name within the archive.
   *
   * @param directory the canonical directory that a relative name starts from; empty for the root
   * @param name as the archive has it
   * @return the name without leading slash; null if it leads out of the archive
   */
  static @Nullable String canonical(String directory, String name) {
    Deque<String> parts = new ArrayDeque<>();
    if (!addAll(parts, directory) || !addAll(parts, name)) {
      return null;
    }
    return String.join("/", parts);
  }

  private static boolean addAll(Deque<String> parts, String name) {
    for (String part : name.split("/", -1)) {
      if (part.equals("..")) {
        if (parts.pollLast() == null) {
          return false;
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return true;
  }

  /** Whether a name is its own canonical form. */
  static boolean isCanonical(String name) {
    return name.indexOf('\0') < 0 && name.equals(canonical("", name));
  }

  /** The directory that a name is in; empty for the root. */
  static String parent(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('/')));
  }
}
