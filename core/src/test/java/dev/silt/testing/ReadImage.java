package dev.silt.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * An image read back from an archive or layout as it says in the OCI and Docker documents (the
 * first one of an index), every digest and size checked; a mismatch is an AssertionError.
 *
 * @param config the config document
 * @param tars layers, uncompressed, lowest first
 * @param blobs layers as stored
 * @param manifest the manifest document; empty for a docker-archive
 * @param files all files by name
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ReadImage(
    byte[] config,
    List<byte[]> tars,
    List<byte[]> blobs,
    byte[] manifest,
    Map<String, byte[]> files) {

  /**
   * Reads an image that stands alone in its container.
   *
   * @param path an archive, not compressed as a whole, or a layout directory
   * @return the image
   * @throws IOException if it cannot be read
   */
  public static ReadImage of(Path path) throws IOException {
    Map<String, byte[]> files = Files.isDirectory(path) ? directory(path) : archive(path);
    return files.containsKey("index.json") ? oci(files) : docker(files);
  }

  private static Map<String, byte[]> directory(Path root) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path path : (Iterable<Path>) walk.filter(Files::isRegularFile)::iterator) {
        files.put(root.relativize(path).toString(), Files.readAllBytes(path));
      }
    }
    return files;
  }

  private static Map<String, byte[]> archive(Path path) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (TarArchiveInputStream in =
        new TarArchiveInputStream(new ByteArrayInputStream(Files.readAllBytes(path)))) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        check(entry.isFile() || entry.isDirectory(), "odd entry " + entry.getName());
        if (entry.isFile() && files.put(entry.getName(), in.readAllBytes()) != null) {
          throw new AssertionError("twice in the archive: " + entry.getName());
        }
      }
    }
    return files;
  }

  private static ReadImage oci(Map<String, byte[]> files) throws IOException {
    check(
        Json.parse(file(files, "oci-layout")).get("imageLayoutVersion").text().equals("1.0.0"),
        "oci-layout");
    List<Json> manifests = Json.parse(file(files, "index.json")).get("manifests").list();
    check(!manifests.isEmpty(), "index.json without manifests");
    byte[] manifest = blob(files, manifests.get(0));
    Json document = Json.parse(manifest);
    while (document.get("manifests").exists()) {
      manifest = blob(files, document.get("manifests").list().get(0));
      document = Json.parse(manifest);
    }
    byte[] config = blob(files, document.get("config"));
    List<byte[]> blobs = new ArrayList<>();
    for (Json layer : document.get("layers").list()) {
      byte[] blob = blob(files, layer);
      String type = layer.get("mediaType").text();
      boolean gzip = blob.length > 1 && blob[0] == 0x1f && blob[1] == (byte) 0x8b;
      check(type.endsWith("gzip") == gzip, "media type " + type + " of a layer, gzip=" + gzip);
      blobs.add(blob);
    }
    return verified(config, blobs, manifest, files);
  }

  private static byte[] blob(Map<String, byte[]> files, Json descriptor) {
    String digest = descriptor.get("digest").text();
    byte[] blob = file(files, "blobs/" + digest.replace(':', '/'));
    check(Bytes.digest(blob).equals(digest), "digest of blob " + digest);
    check(descriptor.get("size").text().equals("" + blob.length), "size of blob " + digest);
    return blob;
  }

  private static ReadImage docker(Map<String, byte[]> files) throws IOException {
    List<Json> images = Json.parse(file(files, "manifest.json")).list();
    check(images.size() == 1, "images in manifest.json: " + images.size());
    byte[] config = file(files, images.get(0).get("Config").text());
    List<byte[]> blobs = new ArrayList<>();
    for (Json layer : images.get(0).get("Layers").list()) {
      blobs.add(file(files, layer.text()));
    }
    return verified(config, blobs, new byte[0], files);
  }

  private static ReadImage verified(
      byte[] config, List<byte[]> blobs, byte[] manifest, Map<String, byte[]> files)
      throws IOException {
    List<Json> diffIds = Json.parse(config).get("rootfs").get("diff_ids").list();
    check(diffIds.size() == blobs.size(), "layers: " + blobs.size() + ", ids " + diffIds.size());
    List<byte[]> tars = new ArrayList<>();
    for (int i = 0; i < blobs.size(); i++) {
      byte[] tar = LayerCodec.decode(blobs.get(i));
      check(Bytes.digest(tar).equals(diffIds.get(i).text()), "diffID of layer " + i);
      tars.add(tar);
    }
    return new ReadImage(config, tars, blobs, manifest, files);
  }

  private static byte[] file(Map<String, byte[]> files, String name) {
    return Objects.requireNonNull(files.get(name), "missing in the archive: " + name);
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("wrong in the archive: " + what);
    }
  }
}
