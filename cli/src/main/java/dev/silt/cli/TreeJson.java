package dev.silt.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.silt.TreeEntry;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * An entry as a JSON object. Names that are not valid UTF-8 come in base64 too, values of extended
 * attributes always do; the mode is in octal, as chmod takes it.
 */
final class TreeJson {

  private TreeJson() {}

  static void write(TreeEntry entry, JsonGenerator json) throws IOException {
    json.writeStartObject();
    JsonLines.writeName(json, "path", entry.path());
    json.writeStringField("type", String.valueOf(entry.type()));
    json.writeStringField("mode", String.format("%04o", entry.mode()));
    json.writeNumberField("uid", entry.uid());
    json.writeNumberField("gid", entry.gid());
    json.writeStringField("userName", entry.userName());
    json.writeStringField("groupName", entry.groupName());
    json.writeNumberField("length", entry.length());
    json.writeNumberField("mtimeSeconds", entry.mtimeSeconds());
    json.writeNumberField("mtimeNanos", entry.mtimeNanos());
    byte[] target = entry.linkTarget();
    if (target != null) {
      JsonLines.writeName(json, "linkTarget", target);
    }
    byte[] hardLink = entry.hardLinkOf();
    if (hardLink != null) {
      JsonLines.writeName(json, "hardLinkOf", hardLink);
    }
    if (entry.type() == 'b' || entry.type() == 'c') {
      json.writeNumberField("deviceMajor", entry.deviceMajor());
      json.writeNumberField("deviceMinor", entry.deviceMinor());
    }
    if (!entry.xattrs().isEmpty()) {
      json.writeObjectFieldStart("xattrs");
      for (Map.Entry<String, byte[]> xattr : new TreeMap<>(entry.xattrs()).entrySet()) {
        json.writeStringField(xattr.getKey(), Base64.getEncoder().encodeToString(xattr.getValue()));
      }
      json.writeEndObject();
    }
    if (entry.sha256() != null) {
      json.writeStringField("sha256", entry.sha256());
    }
    json.writeEndObject();
  }
}
