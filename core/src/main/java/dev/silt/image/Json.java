package dev.silt.image;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.silt.error.CorruptDataException;
import dev.silt.error.InvalidImageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Streams through one JSON document and takes what is asked for. Refused: duplicate keys, keys that
 * differ from a wanted one in case only (Go's parser would take them for it), anything after the
 * document, more than a million tokens. A null value counts as absent, as in Go.
 */
final class Json {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxTokenCount(1_000_000).maxNestingDepth(200).build())
          .build();

  private final JsonParser parser;
  private final String what;

  private Json(JsonParser parser, String what) {
    this.parser = parser;
    this.what = what;
  }

  /** Takes the value that the document is at. */
  @FunctionalInterface
  interface Reader<T> {
    T read(Json json) throws IOException;
  }

  /** Takes the value of one wanted key. */
  @FunctionalInterface
  interface FieldReader {
    void read(String key) throws IOException;
  }

  /**
   * Reads a document.
   *
   * @param what its name, for messages
   * @param document UTF-8
   * @param reader takes the outermost value
   * @throws CorruptDataException if it is not JSON or has another shape than asked for
   */
  static <T> T parse(String what, byte[] document, Reader<T> reader) throws IOException {
    try (java.io.Reader text = utf8(document);
        JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      T result = reader.read(new Json(parser, what));
      if (parser.nextToken() != null) {
        throw new CorruptDataException(what + ": more follows the JSON document");
      }
      return result;
    } catch (CharacterCodingException e) {
      throw new CorruptDataException(what + ": malformed JSON: not UTF-8", e);
    } catch (JsonProcessingException e) {
      throw new CorruptDataException(
          what
              + ": malformed JSON: "
              + e.getOriginalMessage()
              + ": character="
              + (e.getLocation() == null ? -1 : e.getLocation().getCharOffset()),
          e);
    }
  }

  /** Jackson's own decoder lets some malformed bytes pass; other programs then refuse the file. */
  private static java.io.Reader utf8(byte[] document) {
    return new InputStreamReader(
        new ByteArrayInputStream(document), StandardCharsets.UTF_8.newDecoder());
  }

  /** Reads an object: {@code reader} is called for the wanted keys, the others are passed over. */
  void object(Set<String> wanted, FieldReader reader) throws IOException {
    expect(JsonToken.START_OBJECT);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      JsonToken value = parser.nextToken();
      if (!wanted.contains(key)) {
        refuseLookalike(key, wanted);
        parser.skipChildren();
      } else if (value != JsonToken.VALUE_NULL) {
        reader.read(key);
      }
    }
  }

  private void refuseLookalike(String key, Set<String> wanted) throws InvalidImageException {
    for (String name : wanted) {
      if (name.equalsIgnoreCase(key)) {
        throw new InvalidImageException(
            what + ": ambiguous JSON key: expected=" + name + ", actual=" + key);
      }
    }
  }

  <T> List<T> list(Reader<T> element) throws IOException {
    expect(JsonToken.START_ARRAY);
    List<T> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(element.read(this));
    }
    return Collections.unmodifiableList(list);
  }

  List<String> strings() throws IOException {
    return list(Json::string);
  }

  Map<String, String> stringMap() throws IOException {
    expect(JsonToken.START_OBJECT);
    Map<String, String> map = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      parser.nextToken();
      map.put(key, parser.currentToken() == JsonToken.VALUE_NULL ? "" : string());
    }
    return Collections.unmodifiableMap(map);
  }

  String string() throws IOException {
    expect(JsonToken.VALUE_STRING);
    return wellFormed(parser.getText());
  }

  /** Half of a surrogate pair, which JSON can escape, becomes a question mark. */
  private static String wellFormed(String text) {
    boolean halves = text.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff);
    return halves
        ? new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
        : text;
  }

  long number() throws IOException {
    expect(JsonToken.VALUE_NUMBER_INT);
    return parser.getLongValue();
  }

  private void expect(JsonToken token) throws IOException {
    if (parser.currentToken() != token) {
      throw new CorruptDataException(
          what
              + ": JSON of another shape: expected="
              + token
              + ", actual="
              + parser.currentToken()
              + ", character="
              + parser.currentTokenLocation().getCharOffset());
    }
  }
}
