package dev.silt.bench;

import dev.silt.deflate.DeflateMatch;
import dev.silt.deflate.DeflateProbe;
import dev.silt.io.ByteSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Which deflated bytes of real archives our models give back: a table in Markdown. Arguments are
 * directories, searched for jars and the like, or such files; with {@code --list} in front, each
 * archive is printed that has an entry which no model makes. Entries are held in memory. Speed is
 * that of finding the models, in plain bytes a second of one thread's time.
 */
public final class DeflateTable {

  private static final List<String> ENDINGS =
      List.of(".jar", ".war", ".ear", ".zip", ".whl", ".nupkg", ".apk", ".aar");

  private final DeflateProbe probe = DeflateProbe.create();
  private final DeflateTally tally = new DeflateTally();
  private final boolean list;
  private int archiveCount;
  private long nanoseconds;

  private DeflateTable(boolean list) {
    this.list = list;
  }

  /**
   * Prints the table.
   *
   * @param arguments files and directories
   * @throws IOException if a directory cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    boolean list = arguments.length > 0 && arguments[0].equals("--list");
    DeflateTable table = new DeflateTable(list);
    for (int i = list ? 1 : 0; i < arguments.length; i++) {
      table.addAll(Path.of(arguments[i]));
    }
    table.print();
  }

  private void addAll(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(DeflateTable::isArchive).sorted().toList()) {
        try {
          add(file);
        } catch (IOException e) {
          System.err.println("not read: " + file + ": " + e.getMessage());
        }
      }
    }
  }

  private static boolean isArchive(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith) && Files.isRegularFile(file);
  }

  private void add(Path archive) throws IOException {
    int likely = DeflateMatch.NO_MODEL;
    int missCount = 0;
    String missed = "";
    try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
      archiveCount++;
      for (Enumeration<ZipArchiveEntry> all = zip.getEntries(); all.hasMoreElements(); ) {
        ZipArchiveEntry entry = all.nextElement();
        if (entry.getMethod() != ZipEntry.DEFLATED) {
          continue;
        }
        DeflateMatch match = add(zip, entry, likely);
        if (match.isFound()) {
          likely = match.model();
        } else if (missCount++ == 0) {
          missed = match.miss() + " " + entry.getName();
        }
      }
    }
    if (list && missCount > 0) {
      System.out.println(archive + ": misses=" + missCount + ", first=" + missed);
    }
  }

  private DeflateMatch add(ZipFile zip, ZipArchiveEntry entry, int likely) throws IOException {
    byte[] deflated;
    try (InputStream raw = zip.getRawInputStream(entry)) {
      deflated = raw.readAllBytes();
    }
    byte[] plain = inflated(deflated);
    long start = time();
    DeflateMatch match = probe.find(ByteSource.of(deflated), ByteSource.of(plain), likely);
    nanoseconds += time() - start;
    tally.add(match, deflated.length, plain.length);
    return match;
  }

  private static byte[] inflated(byte[] deflated) throws IOException {
    Inflater inflater = new Inflater(true);
    try (InputStream input =
        new InflaterInputStream(new ByteArrayInputStream(deflated), inflater, 1 << 16)) {
      return input.readAllBytes();
    } finally {
      inflater.end();
    }
  }

  private void print() {
    tally.print(System.out);
    System.out.printf(
        Locale.ROOT,
        "%n%d archives; models found at %.1f MB/s%n",
        archiveCount,
        tally.plainLength() * 1e3 / Math.max(1, nanoseconds));
  }

  private static long time() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
