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
  private final Map<String, Integer> byPattern = new HashMap<>();
  private final Map<String, Integer> byName = new HashMap<>();

  Pairing(BaseEntries base) {
    this.base = base;
    for (int file = 0; file < base.fileCount(); file++) {
      String path = text(base.file(file).path());
      byPattern.put(pattern(path), file);
      byName.put(name(path), file);
    }
  }

  /** {@return the base file for a target path, if there is one} */
  Pair find(byte[] path) {
    int index = base.find(path);
    if (index >= 0 && base.fileNumber(index) >= 0) {
      return Pair.of(base.fileNumber(index), PairReason.PATH);
    }
    String text = text(path);
    Integer found = byPattern.get(pattern(text));
    if (found != null) {
      return Pair.of(found, PairReason.VERSION);
    }
    found = byName.get(name(text));
    return found == null ? Pair.NONE : Pair.of(found, PairReason.NAME);
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
