package dev.silt.oracle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.silt.TreeEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes a tree as the lines that {@code testdata/oracle/lines.py} describes. */
final class TreeLines {

  private TreeLines() {}

  /** Writes one JSON object a line; each character stands for one byte of a name or value. */
  static void write(List<TreeEntry> tree, Path file) throws IOException {
    try (JsonGenerator json =
        new JsonFactory().createGenerator(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
      json.setRootValueSeparator(null);
      for (TreeEntry entry : tree) {
        json.writeStartObject();
        write(entry, json);
        json.writeEndObject();
        json.writeRaw('\n');
      }
    }
  }

  private static void write(TreeEntry entry, JsonGenerator json) throws IOException {
    json.writeStringField("path", text(entry.path()));
    json.writeStringField("type", String.valueOf(entry.type()));
    json.writeNumberField("mode", entry.mode());
    json.writeNumberField("uid", entry.uid());
    json.writeNumberField("gid", entry.gid());
    json.writeArrayFieldStart("mtime");
    json.writeNumber(entry.mtimeSeconds());
    json.writeNumber(entry.mtimeNanos());
    json.writeEndArray();
    json.writeNumberField("size", entry.length());
    if (entry.sha256() != null) {
      json.writeStringField("sha256", entry.sha256());
    }
    if (entry.linkTarget() != null) {
      json.writeStringField("link", text(entry.linkTarget()));
    }
    if (entry.hardLinkOf() != null) {
      json.writeStringField("hard", text(entry.hardLinkOf()));
    }
    if (entry.type() == 'c' || entry.type() == 'b') {
      json.writeArrayFieldStart("device");
      json.writeNumber(entry.deviceMajor());
      json.writeNumber(entry.deviceMinor());
      json.writeEndArray();
    }
    if (!entry.xattrs().isEmpty()) {
      json.writeObjectFieldStart("xattrs");
      for (Map.Entry<String, byte[]> xattr : entry.xattrs().entrySet()) {
        String name = text(xattr.getKey().getBytes(StandardCharsets.UTF_8));
        json.writeStringField(name, text(xattr.getValue()));
      }
      json.writeEndObject();
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
