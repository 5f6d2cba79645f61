package dev.silt.image;

import dev.silt.hash.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Files of an image archive under construction, by name: a small image's blobs and documents, to be
 * changed at will and then packed.
 */
final class TestImage {

  static final String OCI_LAYOUT = "{\"imageLayoutVersion\":\"1.0.0\"}";

  final Map<String, byte[]> files = new LinkedHashMap<>();
  final List<byte[]> layers = new ArrayList<>();
  private final List<Codec> codecs;

  TestImage(Codec... codecs) {
    this.codecs = List.of(codecs);
  }

  TestImage() {
    this(Codec.GZIP, Codec.ZSTD, Codec.NONE);
  }

  /** A layer: a tar archive with one file in it. */
  static byte[] layer(String name, byte[] content) throws IOException {
    TestImage layer = new TestImage();
    layer.files.put(name, content);
    return layer.tar();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Adds a blob and returns the rest of its descriptor. */
  String blob(byte[] bytes) {
    Digest digest = Digest.sha256(bytes);
    files.put(Descriptor.blobName(digest), bytes);
    return describe(bytes);
  }

  static String describe(byte[] bytes) {
    return "\"digest\":\"" + Digest.sha256(bytes) + "\",\"size\":" + bytes.length;
  }

  static byte[] config(String os, String architecture, List<byte[]> layers) {
    String diffIds =
        layers.stream()
            .map(each -> "\"" + Digest.sha256(each) + "\"")
            .collect(Collectors.joining(","));
    return utf8(
        "{\"os\":\""
            + os
            + "\",\"architecture\":\""
            + architecture
            + "\",\"config\":{},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":["
            + diffIds
            + "]}}");
  }

  /** Layers as gzip, zstd, as they are, and so on. */
  List<byte[]> stored(List<byte[]> layers) throws IOException {
    List<byte[]> blobs = new ArrayList<>();
    for (byte[] layer : layers) {
      blobs.add(
          switch (codec(blobs.size())) {
            case GZIP -> TestBytes.gzip(layer);
            case ZSTD -> TestBytes.zstd(layer);
            case NONE -> layer;
          });
    }
    return blobs;
  }

  private Codec codec(int index) {
    return codecs.get(index % codecs.size());
  }

  /** Adds an OCI image and returns its manifest. */
  byte[] addImage(String os, String architecture, List<byte[]> layers) throws IOException {
    byte[] config = config(os, architecture, layers);
    List<byte[]> blobs = stored(layers);
    StringBuilder descriptors = new StringBuilder();
    for (int i = 0; i < blobs.size(); i++) {
      descriptors
          .append(i == 0 ? "" : ",")
          .append("{\"mediaType\":\"" + MediaTypes.layer(codec(i)) + "\",")
          .append(blob(blobs.get(i)))
          .append("}");
    }
    byte[] manifest =
        utf8(
            "{\"schemaVersion\":2,\"mediaType\":\""
                + MediaTypes.OCI_MANIFEST
                + "\",\"config\":{\"mediaType\":\""
                + MediaTypes.OCI_CONFIG
                + "\","
                + blob(config)
                + "},\"layers\":["
                + descriptors
                + "],\"annotations\":{\"org.example.a\":\"ä\"}}");
    blob(manifest);
    return manifest;
  }

  /** The entry of an index, {@code more} starts with a comma. */
  static String entry(String mediaType, byte[] document, String more) {
    return "{\"mediaType\":\"" + mediaType + "\"," + describe(document) + more + "}";
  }

  static byte[] index(String... entries) {
    return utf8(
        "{\"schemaVersion\":2,\"mediaType\":\""
            + MediaTypes.OCI_INDEX
            + "\",\"manifests\":["
            + String.join(",", entries)
            + "]}");
  }

  void setIndex(String... entries) {
    files.put("oci-layout", utf8(OCI_LAYOUT));
    files.put("index.json", index(entries));
  }

  /** One image with four layers, one of them twice, named example.org/app:1. */
  static TestImage simple() throws IOException {
    return simple(new TestImage());
  }

  static TestImage simple(TestImage image) throws IOException {
    byte[] repeated = layer("b", TestBytes.random(2, 3000));
    image.layers.add(layer("a", TestBytes.random(1, 200_000)));
    image.layers.add(repeated);
    image.layers.add(layer("c", new byte[0]));
    image.layers.add(layer("d", TestBytes.random(4, 100)));
    image.layers.add(repeated);
    byte[] manifest = image.addImage("linux", "amd64", image.layers);
    image.setIndex(
        entry(
            MediaTypes.OCI_MANIFEST,
            manifest,
            ",\"annotations\":{\"" + ImageNames.REF_NAME + "\":\"example.org/app:1\"}"));
    return image;
  }

  byte[] tar() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        put(tar, file.getKey(), file.getValue());
      }
    }
    return bytes.toByteArray();
  }

  static void put(TarArchiveOutputStream tar, String name, byte[] bytes) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(bytes.length);
    entry.setModTime(0);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  static void link(TarArchiveOutputStream tar, String name, String target, boolean hard)
      throws IOException {
    TarArchiveEntry entry =
        new TarArchiveEntry(name, hard ? TarConstants.LF_LINK : TarConstants.LF_SYMLINK);
    entry.setLinkName(target);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  Path writeTar(Path path) throws IOException {
    return Files.write(path, tar());
  }

  Path writeDirectory(Path directory) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return directory;
  }
}
