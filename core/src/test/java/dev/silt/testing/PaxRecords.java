package dev.silt.testing;

import java.util.Map;

/** Renders PAX records. Stateless. */
final class PaxRecords {

  private PaxRecords() {}

  /** {@return {@code "LENGTH KEY=VALUE\n"} for each, in the map's order} */
  static byte[] render(Map<String, String> records) {
    StringBuilder out = new StringBuilder();
    records.forEach((key, value) -> out.append(record(key, value)));
    return Bytes.latin1(out.toString());
  }

  private static String record(String key, String value) {
    String rest = " " + key + "=" + value + "\n";
    int length = rest.length();
    while ((length + "" + rest).length() != length) {
      length = (length + rest).length();
    }
    return length + rest;
  }
}
