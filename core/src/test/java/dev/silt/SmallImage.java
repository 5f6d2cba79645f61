package dev.silt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Images of one file, and root file systems of them. Stateless. */
final class SmallImage {

  private static final String PROGRAM = "usr/bin/program";

  private SmallImage() {}

  /** Writes what the image unpacks to; returns the file. */
  static Path unpack(Path root, byte[] program) throws IOException {
    Path file = root.resolve(PROGRAM);
    Files.createDirectories(file.getParent());
    return Files.write(file, program);
  }

  /** Writes an oci-archive with one uncompressed layer that holds one file; returns its ID. */
  static String writeImage(Path archive, byte[] program) throws IOException {
    ByteArrayOutputStream layer = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(layer)) {
      put(tar, PROGRAM, program);
    }
    String config =
        """
        {"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["%s"]}}"""
            .formatted(digest(layer.toByteArray()));
    String manifest =
        """
        {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",\
        "config":%s,"layers":[%s]}"""
            .formatted(
                descriptor("config.v1+json", bytes(config)),
                descriptor("layer.v1.tar", layer.toByteArray()));
    String index =
        """
        {"schemaVersion":2,"manifests":[%s]}"""
            .formatted(descriptor("manifest.v1+json", bytes(manifest)));
    try (OutputStream file = Files.newOutputStream(archive);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(file)) {
      put(tar, "oci-layout", bytes("{\"imageLayoutVersion\":\"1.0.0\"}"));
      put(tar, "index.json", bytes(index));
      for (byte[] blob : List.of(bytes(manifest), bytes(config), layer.toByteArray())) {
        put(tar, "blobs/" + digest(blob).replace(':', '/'), blob);
      }
    }
    return digest(bytes(config));
  }

  private static String descriptor(String type, byte[] blob) {
    return """
        {"mediaType":"application/vnd.oci.image.%s","digest":"%s","size":%d}"""
        .formatted(type, digest(blob), blob.length);
  }

  private static void put(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    entry.setModTime(0);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static String digest(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
