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
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of the directories that this process has open. Java does not tell the number of a
 * directory that it opened, so it is looked for: the system gives the lowest ones that are free,
 * and it leads to the same inode, by which what other threads open meanwhile is told apart. Safe
 * for several threads.
 */
final class Descriptors {

  private static final Path ALL = Path.of("/proc/self/fd");

  /** Java opens a directory twice. */
  private static final int EACH = 2;

  /** Free numbers that are looked at before the search is given up. */
  private static final int GAP = 4;

  /** Numbers of directories that were opened here. */
  private final BitSet own = new BitSet();

  /** Numbers that were something else when they were looked at last. */
  private final BitSet others = new BitSet();

  private Descriptors() {}

  /** {@return what is open now is somebody else's} */
  static Descriptors create() throws IOException {
    Descriptors descriptors = new Descriptors();
    for (String name : list()) {
      if (key(name) != null) { // null for the listing's own, which is closed by now
        descriptors.others.set(Integer.parseInt(name));
      }
    }
    return descriptors;
  }

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
   * @param path leads into just this directory
   */
  record Numbered(SecureDirectoryStream<Path> stream, List<Integer> numbers, Path path) {}

  synchronized Numbered open(Opener opener) throws IOException {
    DirectoryStream<Path> opened = opener.open();
    boolean done = false;
    try {
      if (!(opened instanceof SecureDirectoryStream<Path> stream)) {
        throw new UnsupportedFormatException("the file system cannot open what is in a directory");
      }
      Object wanted =
          stream.getFileAttributeView(BasicFileAttributeView.class).readAttributes().fileKey();
      List<Integer> numbers = guess(wanted);
      if (numbers.size() < EACH) {
        numbers = search(wanted);
      }
      if (numbers.isEmpty()) {
        throw new UnsupportedFormatException("/proc/self/fd does not tell what is open");
      }
      numbers.forEach(own::set);
      done = true;
      return new Numbered(stream, numbers, ALL.resolve(Integer.toString(numbers.get(0))));
    } finally {
      if (!done) {
        opened.close();
      }
    }
  }

  synchronized void close(Numbered directory) throws IOException {
    directory.stream().close();
    directory.numbers().forEach(own::clear);
  }

  /** Looks at the lowest numbers that may be new. */
  private List<Integer> guess(Object wanted) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    int gap = 0;
    for (int number = 0; numbers.size() < EACH && gap < GAP; number++) {
      if (!own.get(number) && !others.get(number)) {
        Object key = key(Integer.toString(number));
        if (key == null) {
          gap++;
        } else if (key.equals(wanted)) {
          numbers.add(number);
        } else {
          others.set(number);
        }
      }
    }
    return numbers;
  }

  /** Looks at all numbers: something was closed that is still taken for open. */
  private List<Integer> search(Object wanted) throws IOException {
    others.clear();
    List<Integer> numbers = new ArrayList<>();
    for (String name : list()) {
      int number = Integer.parseInt(name);
      if (!own.get(number)) {
        Object key = key(name); // null for the listing's own, which is closed by now
        if (key != null && key.equals(wanted)) {
          numbers.add(number);
        } else if (key != null) {
          others.set(number);
        }
      }
    }
    return numbers;
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
