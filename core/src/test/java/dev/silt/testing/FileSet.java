package dev.silt.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** The files of a container, by name. Not thread-safe. */
public final class FileSet {

  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final Map<String, String> symlinks = new LinkedHashMap<>();
  private final Map<String, String> hardLinks = new LinkedHashMap<>();

  /** Adds or replaces a file. */
  public FileSet put(String name, byte[] data) {
    files.put(name, data);
    return this;
  }

  /** Adds a file of text. */
  public FileSet put(String name, String text) {
    return put(name, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** Adds a blob under its digest and returns that. */
  public String putBlob(byte[] data) {
    files.put("blobs/sha256/" + Bytes.sha256(data), data);
    return Bytes.digest(data);
  }

  /** Takes a file away. */
  public FileSet remove(String name) {
    files.remove(name);
    return this;
  }

  /** {@return the files; changes go through} */
  public Map<String, byte[]> files() {
    return files;
  }

  /** Adds a symbolic link; archives only. */
  public FileSet link(String name, String target) {
    symlinks.put(name, target);
    return this;
  }

  /** Adds a hard link; archives only. */
  public FileSet hardLink(String name, String target) {
    hardLinks.put(name, target);
    return this;
  }

  /**
   * Renders an archive.
   *
   * @param random decides what does not matter: order, directories' entries
   * @return a tar
   * @throws IOException never
   */
  public byte[] tar(SplittableRandom random) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean directories = random.nextBoolean();
    boolean shuffle = random.nextInt(3) == 0;
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes)) {
      out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      if (directories && files.containsKey("oci-layout")) {
        for (String name : new String[] {"blobs/", "blobs/sha256/"}) {
          out.putArchiveEntry(new TarArchiveEntry(name));
          out.closeArchiveEntry();
        }
      }
      var names = new java.util.ArrayList<>(files.keySet());
      for (String name : shuffle ? RandomData.shuffled(random, names) : names) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        byte[] data = java.util.Objects.requireNonNull(files.get(name));
        entry.setSize(data.length);
        out.putArchiveEntry(entry);
        out.write(data);
        out.closeArchiveEntry();
      }
      links(out, symlinks, TarConstants.LF_SYMLINK);
      links(out, hardLinks, TarConstants.LF_LINK);
    }
    return bytes.toByteArray();
  }

  private static void links(TarArchiveOutputStream out, Map<String, String> links, byte type)
      throws IOException {
    for (Map.Entry<String, String> link : links.entrySet()) {
      TarArchiveEntry entry = new TarArchiveEntry(link.getKey(), type);
      entry.setLinkName(link.getValue());
      out.putArchiveEntry(entry);
      out.closeArchiveEntry();
    }
  }

  /**
   * Writes a directory.
   *
   * @param root is made
   * @throws IOException if it cannot be written
   */
  public void writeTo(Path root) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = root.resolve(file.getKey());
      Files.createDirectories(java.util.Objects.requireNonNull(path.getParent()));
      Files.write(path, file.getValue());
    }
  }
}
