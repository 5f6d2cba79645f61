package dev.silt.inplace;

import dev.silt.error.UnsupportedFormatException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of what this process has open. Java does not tell the number of a directory that it
 * opened, so it is looked for: it was not there before, and leads to the same inode. Not safe for
 * several threads; what other threads open meanwhile is told apart by its inode.
 */
final class Descriptors {

  private static final Path ALL = Path.of("/proc/self/fd");

  private final Set<String> known = new HashSet<>();

  /** {@return whether the system tells} */
  static boolean areTold() {
    return Files.isDirectory(ALL);
  }

  /** Opens a directory. */
  @FunctionalInterface
  interface Opener {
    DirectoryStream<Path> open() throws IOException;
  }

  /**
   * An open directory with its numbers: Java keeps two.
   *
   * @param stream the directory
   * @param numbers names in /proc/self/fd
   */
  record Numbered(SecureDirectoryStream<Path> stream, List<String> numbers) {
    /** {@return a path that leads into just this directory} */
    Path path() {
      return ALL.resolve(numbers.get(0));
    }
  }

  Numbered open(Opener opener) throws IOException {
    Numbered found = tryOpen(opener);
    if (found == null) {
      // Something was closed that is still taken for open.
      known.clear();
      for (String name : list()) {
        if (key(name) != null) {
          known.add(name);
        }
      }
      found = tryOpen(opener);
    }
    if (found == null) {
      throw new UnsupportedFormatException("/proc/self/fd does not tell what is open");
    }
    return found;
  }

  void close(Numbered directory) throws IOException {
    directory.stream().close();
    directory.numbers().forEach(known::remove);
  }

  private @Nullable Numbered tryOpen(Opener opener) throws IOException {
    DirectoryStream<Path> opened = opener.open();
    boolean done = false;
    try {
      if (!(opened instanceof SecureDirectoryStream<Path> stream)) {
        throw new UnsupportedFormatException("the file system cannot open what is in a directory");
      }
      Object wanted =
          stream.getFileAttributeView(BasicFileAttributeView.class).readAttributes().fileKey();
      List<String> numbers = new ArrayList<>();
      for (String name : list()) {
        if (!known.contains(name)) {
          Object key = key(name); // null for the listing's own, which is closed by now
          if (key != null) {
            known.add(name);
          }
          if (Objects.equals(key, wanted)) {
            numbers.add(name);
          }
        }
      }
      done = !numbers.isEmpty();
      return done ? new Numbered(stream, numbers) : null;
    } finally {
      if (!done) {
        opened.close();
      }
    }
  }

  private static List<String> list() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(ALL)) {
      all.forEach(each -> names.add(String.valueOf(each.getFileName())));
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return names;
  }

  private static @Nullable Object key(String name) throws IOException {
    try {
      return Files.readAttributes(ALL.resolve(name), BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }
}
