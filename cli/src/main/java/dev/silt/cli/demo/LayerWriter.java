package dev.silt.cli.demo;

import dev.silt.progress.ProgressMeter;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes one gzip'd layer as an image builder would: everything root's, one time for all. */
final class LayerWriter implements Closeable {

  private static final int BUFFER_LENGTH = 1 << 16;

  private final Path blob;
  private final Instant time;
  private final MessageDigest blobDigest = Sha256.create();
  private final MessageDigest tarDigest = Sha256.create();
  private final TarArchiveOutputStream tar;
  private final Set<String> directories = new HashSet<>();

  LayerWriter(Path blob, Instant time) throws IOException {
    this.blob = blob;
    this.time = time;
    OutputStream file =
        new BufferedOutputStream(
            new DigestOutputStream(Files.newOutputStream(blob), blobDigest), BUFFER_LENGTH);
    OutputStream gzip = new GZIPOutputStream(file, BUFFER_LENGTH);
    tar =
        new TarArchiveOutputStream(
            new BufferedOutputStream(new DigestOutputStream(gzip, tarDigest), BUFFER_LENGTH),
            StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
  }

  /** Adds a directory, and those above it, unless they are there. */
  void directory(String path) throws IOException {
    if (path.isEmpty() || !directories.add(path)) {
      return;
    }
    directory(parent(path));
    put(new TarArchiveEntry(path + "/"), 0755);
    tar.closeArchiveEntry();
  }

  /** Adds a file with its directories. */
  void file(String path, int mode, byte[] content) throws IOException {
    directory(parent(path));
    TarArchiveEntry entry = new TarArchiveEntry(path);
    entry.setSize(content.length);
    put(entry, mode);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  /** Adds a symbolic link with its directories. */
  void symbolicLink(String path, String target) throws IOException {
    directory(parent(path));
    TarArchiveEntry entry = new TarArchiveEntry(path, TarConstants.LF_SYMLINK);
    entry.setLinkName(target);
    put(entry, 0777);
    tar.closeArchiveEntry();
  }

  /** {@return the layer, complete} */
  Layer finish(String comment) throws IOException {
    tar.close();
    HexFormat hex = HexFormat.of();
    return new Layer(
        blob,
        hex.formatHex(blobDigest.digest()),
        Files.size(blob),
        hex.formatHex(tarDigest.digest()),
        comment);
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }

  private void put(TarArchiveEntry entry, int mode) throws IOException {
    ProgressMeter.checkCancelled();
    entry.setMode(mode);
    entry.setIds(0, 0);
    entry.setNames("root", "root");
    entry.setModTime(time.toEpochMilli());
    tar.putArchiveEntry(entry);
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }
}
