package dev.silt.bench.compare;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A run as JSON; what is not known is left out. Lengths are bytes, times seconds. */
final class JsonReport {

  private final JsonGenerator json;

  private JsonReport(JsonGenerator json) {
    this.json = json;
  }

  static String of(Report report) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      new JsonReport(json).write(report);
    }
    return text.append('\n').toString();
  }

  private void write(Report report) throws IOException {
    json.writeStartObject();
    machine(report.machine());
    json.writeArrayFieldStart("pairs");
    for (PairResults pair : report.pairs()) {
      json.writeStartObject();
      json.writeStringField("name", pair.pair());
      number("smallestPeerLength", pair.smallestPeer());
      json.writeArrayFieldStart("results");
      for (Result row : pair.rows()) {
        result(row);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void machine(Machine machine) throws IOException {
    json.writeObjectFieldStart("machine");
    json.writeStringField("cpu", machine.cpu());
    json.writeNumberField("coreCount", machine.coreCount());
    number("memoryLength", machine.memoryLength());
    json.writeStringField("jdk", machine.jdk());
    json.writeObjectFieldStart("versions");
    for (Map.Entry<String, String> each : machine.versions().entrySet()) {
      json.writeStringField(each.getKey(), each.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void result(Result row) throws IOException {
    json.writeStartObject();
    json.writeStringField("tool", row.tool());
    number("deltaLength", row.deltaLength());
    usage("create", row.create());
    usage("apply", row.apply());
    json.writeStringField("verdict", row.verdict().word());
    if (!row.reason().isEmpty()) {
      json.writeStringField("reason", row.reason());
    }
    json.writeEndObject();
  }

  private void usage(String member, Optional<Usage> usage) throws IOException {
    if (usage.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart(member);
    number("seconds", OptionalDouble.of(usage.get().seconds()));
    number("cpuSeconds", usage.get().cpuSeconds());
    number("peakRssLength", usage.get().peakRssLength());
    json.writeEndObject();
  }

  /** Hundredths, as they were measured: sums of them are not exact in binary. */
  private void number(String member, OptionalDouble value) throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(member, Math.round(value.getAsDouble() * 100) / 100.0);
    }
  }

  private void number(String member, OptionalLong value) throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(member, value.getAsLong());
    }
  }
}
