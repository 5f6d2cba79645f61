package dev.silt.encode;

import dev.silt.delta.BaseEntries;
import dev.silt.delta.PairReason;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds the base content that a new content most likely came from, cheapest guess first: the same
 * path; the path that differs only in digits (versions); the same file name elsewhere, the last
 * such file. Immutable and safe for several threads.
 */
final class Pairing {

  private final BaseEntries base;
  private final UsableBase usable;
  private final Map<String, Integer> byPattern = new HashMap<>();
  private final Map<String, Integer> byName = new HashMap<>();

  /**
   * Looks through the base.
   *
   * @param base its entries
   * @param usable which of its files count
   */
  Pairing(BaseEntries base, UsableBase usable) {
    this.base = base;
    this.usable = usable;
    for (int file = 0; file < base.fileCount(); file++) {
      if (usable.file(file) < 0) {
        continue;
      }
      String path = text(base.file(file).path());
      byPattern.put(pattern(path), file);
      byName.put(name(path), file);
    }
  }

  /** {@return the base file for a target path, if there is one} */
  Pair find(byte[] path) {
    int index = base.find(path);
    int file = index < 0 ? -1 : usable.file(base.fileNumber(index));
    if (file >= 0) {
      return Pair.of(file, PairReason.PATH);
    }
    String text = text(path);
    file = usable.file(byPattern.getOrDefault(pattern(text), -1));
    if (file >= 0) {
      return Pair.of(file, PairReason.VERSION);
    }
    file = usable.file(byName.getOrDefault(name(text), -1));
    return file < 0 ? Pair.NONE : Pair.of(file, PairReason.NAME);
  }

  private static String text(byte[] path) {
    String text = new String(path, StandardCharsets.ISO_8859_1);
    return text.startsWith("./") ? text.substring(2) : text;
  }

  /** Every run of digits becomes one sign. */
  private static String pattern(String path) {
    return path.replaceAll("[0-9]+", "#");
  }

  private static String name(String path) {
    return pattern(path.substring(path.lastIndexOf('/') + 1));
  }
}
