package dev.silt.image;

import dev.silt.error.CorruptDataException;
import dev.silt.error.InvalidImageException;
import dev.silt.error.Limits;
import dev.silt.io.ByteSource;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files of an image archive: an index of its tar headers; the data stays in the file. */
final class TarFileSet implements FileSet {

  private static final int FILE_COUNT_ALLOWED = 1 << 16;
  private static final int NAME_LENGTH_ALLOWED = 1 << 9;
  private static final int LINK_COUNT_ALLOWED = 16;

  private final Map<String, ByteSource> files = new HashMap<>();
  private final Map<String, String> links = new HashMap<>();
  private final Set<String> repeated = new HashSet<>();

  private TarFileSet() {}

  /**
   * Reads the headers.
   *
   * @param archive an uncompressed tar archive; stays the caller's to close
   * @param limits bounds headers
   * @param what the archive, for messages
   * @throws CorruptDataException if it is not a tar archive, damaged or truncated
   */
  static TarFileSet open(ByteSource archive, Limits limits, String what) throws IOException {
    TarFileSet set = new TarFileSet();
    TarScanner scanner = new TarScanner(archive, limits, what);
    while (scanner.next()) {
      String name = TarNames.canonical("", scanner.name());
      if (name == null || name.isEmpty() || name.length() > NAME_LENGTH_ALLOWED) {
        continue; // nothing that an image has
      }
      set.add(name, scanner);
      if (set.files.size() + set.links.size() > FILE_COUNT_ALLOWED) {
        throw new InvalidImageException(
            what
                + ": too many files for an image: expected at most="
                + FILE_COUNT_ALLOWED
                + " (a root file system rather than docker save's output?)");
      }
    }
    return set;
  }

  private void add(String name, TarScanner scanner) throws IOException {
    boolean known = files.containsKey(name) || links.containsKey(name);
    String target = "";
    switch (scanner.kind()) {
      case FILE -> {}
      case SYMBOLIC_LINK -> target = scanner.linkTarget(TarNames.parent(name));
      case HARD_LINK -> target = scanner.linkTarget("");
      case OTHER -> {
        return;
      }
    }
    if (known && repeated.size() < FILE_COUNT_ALLOWED) {
      repeated.add(name);
    }
    // As when unpacked, the last of several wins; digests decide whether it is the right one.
    files.remove(name);
    links.remove(name);
    if (target.isEmpty()) {
      files.put(name, scanner.data());
    } else if (target.length() <= NAME_LENGTH_ALLOWED) {
      links.put(name, target);
    }
  }

  @Override
  public @Nullable ByteSource find(String name) throws IOException {
    String current = name;
    for (int i = 0; i < LINK_COUNT_ALLOWED; i++) {
      ByteSource file = files.get(current);
      if (file != null) {
        return file;
      }
      String target = links.get(current);
      if (target == null) {
        return null;
      }
      current = target;
    }
    throw new InvalidImageException(name + ": too many links: expected at most=16 (a loop?)");
  }

  @Override
  public boolean isRepeated(String name) {
    return repeated.contains(name);
  }

  @Override
  public void close() {}
}
