package dev.silt.bench;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes an oci-archive of four gzip'd layers that compress about as well as program files do. The
 * new version of the image shares the lowest layer with the old one; elsewhere all times differ,
 * and one file in twenty has a few words changed.
 */
final class SampleImage {

  private static final int LAYER_COUNT = 4;
  private static final long SEED = 0x51_17L;

  private final byte[][] words = new byte[4096][];
  private final boolean edited;

  private SampleImage(boolean edited) {
    this.edited = edited;
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < words.length; i++) {
      words[i] = new byte[random.nextInt(2, 14)];
      random.nextBytes(words[i]);
    }
  }

  /**
   * Writes the image.
   *
   * @param archive the file to write
   * @param mebibytes contents of its files, together
   * @param edited false for the old version, true for the new one
   * @return bytes of the uncompressed layers
   */
  static long write(Path archive, int mebibytes, boolean edited) throws IOException {
    SampleImage image = new SampleImage(edited);
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < LAYER_COUNT; i++) {
      layers.add(image.layer(i, ((long) mebibytes << 20) / LAYER_COUNT));
    }
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new BufferedOutputStream(Files.newOutputStream(archive)))) {
      writeImage(tar, layers);
    }
    return layers.stream().mapToLong(Layer::length).sum();
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Layer(byte[] blob, String diffId, long length) {}

  private Layer layer(int index, long contentLength) throws IOException {
    boolean changed = edited && index > 0;
    SplittableRandom random = new SplittableRandom(SEED + index);
    ByteArrayOutputStream blob = new ByteArrayOutputStream();
    MessageDigest diffId = sha256();
    long left = contentLength;
    TarArchiveOutputStream tar =
        new TarArchiveOutputStream(
            new BufferedOutputStream(
                new DigestOutputStream(new GZIPOutputStream(blob, 1 << 16), diffId), 1 << 16));
    try (tar) {
      for (int i = 0; left > 0; i++) {
        int length = (int) Math.min(left, 1L << random.nextInt(9, 21));
        byte[] content = content(random.split(), length);
        if (changed && i % 20 == 0) {
          edit(content, random.split());
        }
        TarArchiveEntry entry =
            new TarArchiveEntry("usr/lib/layer%d/d%02d/file%d".formatted(index, i % 30, i));
        entry.setSize(length);
        entry.setModTime(changed ? 1_700_086_400_000L + i : 1_700_000_000_000L);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
        left -= length;
      }
    }
    String digest = "sha256:" + HexFormat.of().formatHex(diffId.digest());
    return new Layer(blob.toByteArray(), digest, tar.getBytesWritten());
  }

  private byte[] content(SplittableRandom random, int length) {
    byte[] content = new byte[length];
    // a file uses some of the words only, as real ones do
    int from = random.nextInt(words.length - 512);
    for (int at = 0; at < length; ) {
      byte[] word = words[from + random.nextInt(512)];
      int count = Math.min(word.length, length - at);
      System.arraycopy(word, 0, content, at, count);
      at += count;
    }
    return content;
  }

  private static void edit(byte[] content, SplittableRandom random) {
    for (int i = 0; i < 8; i++) {
      content[random.nextInt(content.length)] ^= (byte) 0x55;
    }
  }

  private static void writeImage(TarArchiveOutputStream tar, List<Layer> layers)
      throws IOException {
    put(tar, "oci-layout", utf8("{\"imageLayoutVersion\":\"1.0.0\"}"));
    List<String> diffIds = new ArrayList<>();
    List<String> descriptors = new ArrayList<>();
    for (Layer layer : layers) {
      diffIds.add('"' + layer.diffId + '"');
      descriptors.add(putBlob(tar, "application/vnd.oci.image.layer.v1.tar+gzip", layer.blob));
    }
    String config =
        putBlob(
            tar,
            "application/vnd.oci.image.config.v1+json",
            utf8(
                """
                {"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[%s]}}"""
                    .formatted(String.join(",", diffIds))));
    String manifestType = "application/vnd.oci.image.manifest.v1+json";
    String manifest =
        putBlob(
            tar,
            manifestType,
            utf8(
                """
                {"schemaVersion":2,"mediaType":"%s","config":%s,"layers":[%s]}"""
                    .formatted(manifestType, config, String.join(",", descriptors))));
    put(tar, "index.json", utf8("{\"schemaVersion\":2,\"manifests\":[%s]}".formatted(manifest)));
  }

  /** Writes a blob and returns its descriptor. */
  private static String putBlob(TarArchiveOutputStream tar, String mediaType, byte[] blob)
      throws IOException {
    String digest = HexFormat.of().formatHex(sha256().digest(blob));
    put(tar, "blobs/sha256/" + digest, blob);
    return """
        {"mediaType":"%s","digest":"sha256:%s","size":%d}"""
        .formatted(mediaType, digest, blob.length);
  }

  private static void put(TarArchiveOutputStream tar, String name, byte[] bytes)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
