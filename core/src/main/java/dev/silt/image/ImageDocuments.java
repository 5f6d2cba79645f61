package dev.silt.image;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.silt.hash.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the JSON documents of an image; the same bytes for the same values. */
final class ImageDocuments {

  private static final JsonFactory FACTORY = new JsonFactory();

  private ImageDocuments() {}

  /** Writes one value. */
  @FunctionalInterface
  private interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  private static byte[] document(Body body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      body.write(json);
    }
    return bytes.toByteArray();
  }

  static byte[] layout() {
    return ("{\"imageLayoutVersion\":\"" + OciIndex.LAYOUT_VERSION + "\"}")
        .getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] manifest(
      LayerDescriptor config, List<LayerDescriptor> layers, Map<String, String> annotations)
      throws IOException {
    return document(
        json -> {
          json.writeStartObject();
          json.writeNumberField("schemaVersion", 2);
          json.writeStringField("mediaType", MediaTypes.OCI_MANIFEST);
          json.writeFieldName("config");
          descriptor(json, config.mediaType(), config.digest(), config.length());
          json.writeEndObject();
          json.writeArrayFieldStart("layers");
          for (LayerDescriptor layer : layers) {
            descriptor(
                json, MediaTypes.toOciLayer(layer.mediaType()), layer.digest(), layer.length());
            annotations(json, layer.annotations());
            json.writeEndObject();
          }
          json.writeEndArray();
          annotations(json, annotations);
          json.writeEndObject();
        });
  }

  /** An index with one entry for each name, as docker and containerd write it. */
  static byte[] index(LayerDescriptor manifest, List<String> names, Platform platform)
      throws IOException {
    return document(
        json -> {
          json.writeStartObject();
          json.writeNumberField("schemaVersion", 2);
          json.writeStringField("mediaType", MediaTypes.OCI_INDEX);
          json.writeArrayFieldStart("manifests");
          for (Map<String, String> annotations : ImageNames.toAnnotations(names)) {
            descriptor(json, manifest.mediaType(), manifest.digest(), manifest.length());
            annotations(json, annotations);
            platform(json, platform);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  static byte[] dockerManifest(String config, List<String> repoTags, List<String> layers)
      throws IOException {
    return document(
        json -> {
          json.writeStartArray();
          json.writeStartObject();
          json.writeStringField("Config", config);
          strings(json, "RepoTags", repoTags);
          strings(json, "Layers", layers);
          json.writeEndObject();
          json.writeEndArray();
        });
  }

  private static void descriptor(JsonGenerator json, String mediaType, Digest digest, long length)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("mediaType", mediaType);
    json.writeStringField("digest", digest.toString());
    json.writeNumberField("size", length);
  }

  private static void annotations(JsonGenerator json, Map<String, String> annotations)
      throws IOException {
    if (annotations.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("annotations");
    for (Map.Entry<String, String> each : new TreeMap<>(annotations).entrySet()) {
      json.writeStringField(each.getKey(), each.getValue());
    }
    json.writeEndObject();
  }

  private static void platform(JsonGenerator json, Platform platform) throws IOException {
    if (platform.isUnknown()) {
      return; // it would pass for an attestation
    }
    json.writeObjectFieldStart("platform");
    json.writeStringField("architecture", platform.architecture());
    json.writeStringField("os", platform.os());
    if (!platform.variant().isEmpty()) {
      json.writeStringField("variant", platform.variant());
    }
    json.writeEndObject();
  }

  private static void strings(JsonGenerator json, String key, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(key);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
