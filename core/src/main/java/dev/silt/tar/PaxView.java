package dev.silt.tar;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What PAX records say beside the fields. */
final class PaxView {

  private static final String XATTR = "SCHILY.xattr.";

  private PaxView() {}

  static Map<String, byte[]> xattrs(List<PaxRecord> records) {
    Map<String, byte[]> xattrs = new TreeMap<>();
    for (PaxRecord record : records) {
      String key = new String(record.key(), StandardCharsets.UTF_8);
      if (key.startsWith(XATTR)) {
        xattrs.put(key.substring(XATTR.length()), record.value());
      }
    }
    return Collections.unmodifiableMap(xattrs);
  }

  private static byte[] last(List<PaxRecord> records, String key) {
    byte[] wanted = key.getBytes(StandardCharsets.US_ASCII);
    byte[] value = TarEntry.NO_BYTES;
    for (PaxRecord record : records) {
      value = Arrays.equals(record.key(), wanted) ? record.value() : value;
    }
    return value;
  }

  static String text(List<PaxRecord> records, String key) {
    return new String(last(records, key), StandardCharsets.US_ASCII);
  }

  static boolean isSparse(List<PaxRecord> records) {
    return last(records, "GNU.sparse.major").length > 0
        || last(records, "GNU.sparse.map").length > 0
        || last(records, "GNU.sparse.numblocks").length > 0;
  }

  static long length(List<PaxRecord> records, long dataLength) {
    if (!isSparse(records)) {
      return dataLength;
    }
    for (String key : List.of("GNU.sparse.size", "GNU.sparse.realsize")) {
      byte[] value = last(records, key);
      long length = PaxRecords.decimal(value, 0, value.length);
      if (length >= 0) {
        return length;
      }
    }
    return dataLength;
  }

  static byte[] path(List<PaxRecord> records, byte[] path) {
    byte[] name = isSparse(records) ? last(records, "GNU.sparse.name") : TarEntry.NO_BYTES;
    return name.length > 0 ? name : path;
  }
}
