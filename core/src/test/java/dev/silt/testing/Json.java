package dev.silt.testing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A JSON value in memory, asked for by path. Immutable. */
public final class Json {

  private final @Nullable Object value;

  private Json(@Nullable Object value) {
    this.value = value;
  }

  /**
   * Parses a document.
   *
   * @param bytes UTF-8
   * @return its root
   * @throws IOException if it is no JSON
   */
  public static Json parse(byte[] bytes) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(bytes)) {
      parser.nextToken();
      return new Json(read(parser));
    }
  }

  private static @Nullable Object read(JsonParser parser) throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          object.put(name, read(parser));
        }
        return object;
      }
      case START_ARRAY -> {
        List<@Nullable Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(read(parser));
        }
        return array;
      }
      case VALUE_NULL -> {
        return null;
      }
      default -> {
        return parser.getText();
      }
    }
  }

  /** {@return a member; missing ones are null inside} */
  public Json get(String name) {
    return new Json(value instanceof Map<?, ?> map ? map.get(name) : null);
  }

  /** {@return the elements; none if it is no array} */
  public List<Json> list() {
    List<Json> out = new ArrayList<>();
    if (value instanceof List<?> list) {
      list.forEach(element -> out.add(new Json(element)));
    }
    return out;
  }

  /** {@return the text of a string or number} */
  public String text() {
    return Objects.requireNonNull(value, "missing JSON value").toString();
  }

  /** {@return whether there is a value} */
  public boolean exists() {
    return value != null;
  }
}
