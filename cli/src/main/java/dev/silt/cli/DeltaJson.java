package dev.silt.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.silt.DeltaInfo;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** What is in a delta, as one JSON object; the members are {@link DeltaInfo}'s components. */
final class DeltaJson {

  private DeltaJson() {}

  static void print(DeltaInfo info, PrintWriter out) throws IOException {
    try (JsonGenerator json = JsonLines.generator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeNumberField("formatVersion", info.formatVersion());
      json.writeStringField("baseId", info.baseId());
      json.writeStringField("targetId", info.targetId());
      json.writeStringField("platform", info.platform());
      json.writeArrayFieldStart("names");
      for (String name : info.names()) {
        json.writeString(name);
      }
      json.writeEndArray();
      json.writeNumberField("length", info.length());
      json.writeNumberField("pullLength", info.pullLength());
      json.writeNumberField("targetLayersLength", info.targetLayersLength());
      json.writeNumberField("sharedLayerCount", info.sharedLayerCount());
      json.writeNumberField("rebuiltLayerCount", info.rebuiltLayerCount());
      json.writeNumberField("storedLayerCount", info.storedLayerCount());
      json.writeNumberField("entryCount", info.entryCount());
      json.writeNumberField("patchedContentCount", info.patchedContentCount());
      json.writeNumberField("mergedContentCount", info.mergedContentCount());
      json.writeNumberField("insertedContentCount", info.insertedContentCount());
      json.writeBooleanField("forImage", info.forImage());
      json.writeBooleanField("forRootfs", info.forRootfs());
      json.writeNumberField("treeItemCount", info.treeItemCount());
      json.writeNumberField("unpackedContentCount", info.unpackedContentCount());
      json.writeNumberField("memberCount", info.memberCount());
      json.writeNumberField("packedLength", info.packedLength());
      lists(info, json);
      json.writeEndObject();
    }
    out.println();
  }

  private static void lists(DeltaInfo info, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("sections");
    for (DeltaInfo.Section section : info.sections()) {
      json.writeStartObject();
      json.writeStringField("name", section.name());
      json.writeNumberField("count", section.count());
      json.writeNumberField("length", section.length());
      json.writeNumberField("decodedLength", section.decodedLength());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("streams");
    for (DeltaInfo.Stream stream : info.streams()) {
      json.writeStartObject();
      json.writeStringField("name", stream.name());
      json.writeNumberField("length", stream.length());
      json.writeNumberField("decodedLength", stream.decodedLength());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("operations");
    for (DeltaInfo.Operation operation : info.operations()) {
      json.writeStartObject();
      json.writeStringField("name", operation.name());
      json.writeNumberField("count", operation.count());
      json.writeNumberField("length", operation.length());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("opaque");
    for (DeltaInfo.Opaque opaque : info.opaque()) {
      json.writeStartObject();
      json.writeStringField("reason", opaque.reason());
      json.writeNumberField("count", opaque.count());
      json.writeEndObject();
    }
    json.writeEndArray();
    contents("contents", info.contents(), json);
    contents("opaqueContents", info.opaqueContents(), json);
  }

  private static void contents(String name, List<DeltaInfo.Content> contents, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (DeltaInfo.Content content : contents) {
      json.writeStartObject();
      json.writeStringField("path", content.path());
      if (content.length() >= 0) { // else only the base tells
        json.writeNumberField("length", content.length());
      }
      json.writeNumberField("deltaLength", content.deltaLength());
      json.writeNumberField("baseCount", content.baseCount());
      json.writeBooleanField("relocated", content.relocated());
      json.writeBooleanField("unpacked", content.unpacked());
      if (!content.opaque().isEmpty()) { // else it is no archive, or seen through
        json.writeStringField("opaque", content.opaque());
      }
      if (!content.pairedBy().isEmpty()) { // else the delta does not say
        json.writeStringField("pairedBy", content.pairedBy());
      }
      if (!content.basePath().isEmpty()) { // else it is the same path, or not said
        json.writeStringField("basePath", content.basePath());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
