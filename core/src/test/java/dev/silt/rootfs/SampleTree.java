package dev.silt.rootfs;

import dev.silt.testing.Bytes;
import dev.silt.testing.RandomData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;

/** Makes a tree with everything that a tree can have, as far as the user may. */
final class SampleTree {

  static final int LARGE_LENGTH = 200_000;

  private static final byte[] LARGE = RandomData.code(new SplittableRandom(41), LARGE_LENGTH);

  private final Path root;

  private SampleTree(Path root) {
    this.root = root;
  }

  /** Makes the tree; equal names, contents and times at each call. */
  static Path make(Path root) throws IOException {
    new SampleTree(Files.createDirectories(root)).fill();
    return root;
  }

  /** {@return the content of usr/lib/large} */
  static byte[] large() {
    return LARGE.clone();
  }

  private void fill() throws IOException {
    SplittableRandom random = new SplittableRandom(42);
    write("usr/lib/large", large());
    write("usr/lib/block", Arrays.copyOf(large(), 512));
    write("etc/empty", new byte[0]);
    write("etc/passwd", RandomData.text(random, 700));
    // '/' is below all others: a, a/b, a!b, ab
    write("a/b", Bytes.concat(new byte[] {1}));
    write("a!b", new byte[] {2});
    write("ab", new byte[] {3});
    write("with space\nand line", new byte[] {4});
    write("\u65e5\u672c", new byte[] {5});
    write("gr\u00f6\u00dfe", new byte[] {6});
    Files.write(RawNames.resolve(root, new byte[] {'n', 'o', (byte) 0xff, '8'}), new byte[] {7});
    write("deep-directory/".repeat(12) + "n".repeat(120), RandomData.text(random, 100));
    Files.createDirectories(root.resolve("empty-directory"));
    Files.createLink(root.resolve("etc/passwd-"), root.resolve("etc/passwd"));
    Files.createLink(root.resolve("etc/zzz"), root.resolve("etc/passwd"));
    link("etc/mtab", "../proc/self/mounts");
    link("etc/outside", "/etc/hostname");
    link("etc/dangling", "no/such/file/..");
    link("etc/loop", "loop");
    link("etc/long", "t".repeat(300));
    link("etc/to-directory", "../usr");
    link("etc/\u00fc", "../gr\u00f6\u00dfe");
    try (var file = new java.io.RandomAccessFile(root.resolve("usr/sparse").toFile(), "rw")) {
      file.seek(300_000);
      file.write(8);
      file.setLength(1_000_000);
    }
    Files.setAttribute(root.resolve("usr/lib/large"), "unix:mode", 04755);
    Files.setAttribute(root.resolve("etc/passwd"), "unix:mode", 0);
    setTimes();
    time("ab", Instant.ofEpochSecond(1L << 33));
  }

  private void write(String path, byte[] content) throws IOException {
    Path file = path(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.write(file, content);
  }

  private void link(String path, String target) throws IOException {
    Files.createSymbolicLink(path(path), raw(Path.of(""), target));
  }

  private Path path(String path) {
    return raw(root, path);
  }

  /** Whatever the locale of the test's JVM. */
  private static Path raw(Path parent, String path) {
    return RawNames.resolve(parent, path.getBytes(StandardCharsets.UTF_8));
  }

  private void time(String path, Instant time) throws IOException {
    Files.setLastModifiedTime(path(path), FileTime.from(time));
  }

  /** Of all but symbolic links, whose times Java cannot set. */
  private void setTimes() throws IOException {
    FileTime time = FileTime.from(Instant.ofEpochSecond(1_700_000_000, 123_456_789));
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
              Files.setLastModifiedTime(file, time);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path directory, @org.jspecify.annotations.Nullable IOException failure)
              throws IOException {
            Files.setLastModifiedTime(directory, time);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
