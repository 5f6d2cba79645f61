package dev.silt.cli.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Writes layers as an oci-archive with one image. */
final class ImageFile {

  private static final String PREFIX = "application/vnd.oci.image.";

  private ImageFile() {}

  /** Writes JSON members. */
  private interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  /**
   * Writes the archive.
   *
   * @param target the file
   * @param name name and tag
   * @param release says when it was built
   * @param layers all layers, lowest first
   * @return the image ID, hex
   */
  static String write(Path target, String name, Release release, List<Layer> layers)
      throws IOException {
    byte[] config = object(json -> writeConfig(json, release, layers));
    byte[] manifest = object(json -> writeManifest(json, config, layers));
    byte[] index = object(json -> writeIndex(json, manifest, name));
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(
            new BufferedOutputStream(Files.newOutputStream(target), 1 << 16))) {
      put(tar, "oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
      put(tar, "index.json", index);
      put(tar, blobName(Sha256.hex(manifest)), manifest);
      put(tar, blobName(Sha256.hex(config)), config);
      for (Layer layer : layers) {
        TarArchiveEntry entry = new TarArchiveEntry(blobName(layer.digest()));
        entry.setSize(layer.length());
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        Files.copy(layer.blob(), tar);
        tar.closeArchiveEntry();
      }
    }
    return Sha256.hex(config);
  }

  private static void writeConfig(JsonGenerator json, Release release, List<Layer> layers)
      throws IOException {
    String created = release.built().toString();
    json.writeStringField("created", created);
    json.writeStringField("architecture", architecture());
    json.writeStringField("os", "linux");
    json.writeObjectFieldStart("config");
    json.writeStringField("WorkingDir", "/app");
    strings(json, "Env", List.of("PATH=/usr/local/bin:/usr/bin:/bin"));
    strings(json, "Entrypoint", List.of("/app/bin/start.sh"));
    json.writeEndObject();
    json.writeObjectFieldStart("rootfs");
    json.writeStringField("type", "layers");
    strings(json, "diff_ids", layers.stream().map(layer -> "sha256:" + layer.diffId()).toList());
    json.writeEndObject();
    json.writeArrayFieldStart("history");
    for (Layer layer : layers) {
      json.writeStartObject();
      json.writeStringField("created", created);
      json.writeStringField("comment", layer.comment());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeManifest(JsonGenerator json, byte[] config, List<Layer> layers)
      throws IOException {
    json.writeNumberField("schemaVersion", 2);
    json.writeStringField("mediaType", PREFIX + "manifest.v1+json");
    json.writeFieldName("config");
    descriptor(json, "config.v1+json", Sha256.hex(config), config.length);
    json.writeArrayFieldStart("layers");
    for (Layer layer : layers) {
      descriptor(json, "layer.v1.tar+gzip", layer.digest(), layer.length());
    }
    json.writeEndArray();
  }

  private static void writeIndex(JsonGenerator json, byte[] manifest, String name)
      throws IOException {
    json.writeNumberField("schemaVersion", 2);
    json.writeArrayFieldStart("manifests");
    json.writeStartObject();
    members(json, "manifest.v1+json", Sha256.hex(manifest), manifest.length);
    json.writeObjectFieldStart("annotations");
    json.writeStringField("org.opencontainers.image.ref.name", name);
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void descriptor(JsonGenerator json, String type, String digest, long length)
      throws IOException {
    json.writeStartObject();
    members(json, type, digest, length);
    json.writeEndObject();
  }

  private static void members(JsonGenerator json, String type, String digest, long length)
      throws IOException {
    json.writeStringField("mediaType", PREFIX + type);
    json.writeStringField("digest", "sha256:" + digest);
    json.writeNumberField("size", length);
  }

  private static void strings(JsonGenerator json, String member, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(member);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private static byte[] object(Body body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
      json.writeStartObject();
      body.write(json);
      json.writeEndObject();
    }
    return bytes.toByteArray();
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

  private static String blobName(String digest) {
    return "blobs/sha256/" + digest;
  }

  private static String architecture() {
    String name = System.getProperty("os.arch");
    return switch (name) {
      case "x86_64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> name;
    };
  }
}
