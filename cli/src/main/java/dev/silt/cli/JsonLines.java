package dev.silt.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** JSON for standard output. */
final class JsonLines {

  private JsonLines() {}

  /** {@return a generator that writes ASCII and leaves the writer open} */
  static JsonGenerator generator(Writer out) throws IOException {
    return JsonFactory.builder()
        .configure(StreamWriteFeature.AUTO_CLOSE_TARGET, false)
        .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
        .build()
        .createGenerator(out);
  }

  /**
   * Writes a name that is bytes: as text, and, if it is not valid UTF-8, its exact bytes beside it
   * in a member of the same name with {@code Base64} added.
   */
  static void writeName(JsonGenerator json, String member, byte[] name) throws IOException {
    String text = Names.decode(name);
    if (text == null) {
      json.writeStringField(member, new String(name, StandardCharsets.UTF_8));
      json.writeStringField(member + "Base64", Base64.getEncoder().encodeToString(name));
    } else {
      json.writeStringField(member, text);
    }
  }
}
