package dev.silt.tar;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes the payload of a PAX extended header: {@code length key=value\n ...}. */
final class PaxRecords {

  private PaxRecords() {}

  /**
   * @param bytes holds the payload
   * @param from its first byte
   * @param to after its last byte
   * @return its records, or null where Go would refuse one
   */
  static @Nullable List<PaxRecord> parse(byte[] bytes, int from, int to) {
    List<PaxRecord> records = new ArrayList<>();
    int at = from;
    while (at < to) {
      int space = indexOf(bytes, at, to, (byte) ' ');
      long length = decimal(bytes, at, space);
      long end = at + length;
      if (length < 5 || end > to || end <= space || bytes[(int) end - 1] != '\n') {
        return null;
      }
      int equals = indexOf(bytes, space + 1, (int) end - 1, (byte) '=');
      if (equals < 0 || equals == space + 1) {
        return null;
      }
      byte[] key = Arrays.copyOfRange(bytes, space + 1, equals);
      byte[] value = Arrays.copyOfRange(bytes, equals + 1, (int) end - 1);
      if (indexOf(isText(key) ? value : key, 0, (byte) 0) >= 0) {
        return null;
      }
      records.add(new PaxRecord(key, value));
      at = (int) end;
    }
    return records;
  }

  private static boolean isText(byte[] key) {
    return switch (PaxKey.of(key)) {
      case PATH, LINKPATH, UNAME, GNAME -> true;
      default -> false;
    };
  }

  /** {@return how many bytes a record takes} */
  static int length(int keyLength, int valueLength) {
    int rest = keyLength + valueLength + 3;
    int length = rest + 1;
    while (digits(length) + rest != length) {
      length = digits(length) + rest;
    }
    return length;
  }

  /** Writes one record. */
  static int write(byte[] key, byte[] value, byte[] out, int at) {
    int length = length(key.length, value.length);
    byte[] prefix = (length + " ").getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(prefix, 0, out, at, prefix.length);
    int keyAt = at + prefix.length;
    System.arraycopy(key, 0, out, keyAt, key.length);
    out[keyAt + key.length] = '=';
    System.arraycopy(value, 0, out, keyAt + key.length + 1, value.length);
    out[at + length - 1] = '\n';
    return at + length;
  }

  private static int digits(int number) {
    int digits = 1;
    for (int rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    return digits;
  }

  /** {@return the number in decimal digits, or -1} */
  static long decimal(byte[] bytes, int from, int to) {
    if (to <= from || to - from > 18) {
      return -1;
    }
    long number = 0;
    for (int i = from; i < to; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return -1;
      }
      number = number * 10 + bytes[i] - '0';
    }
    return number;
  }

  static int indexOf(byte[] bytes, int from, byte wanted) {
    return indexOf(bytes, from, bytes.length, wanted);
  }

  static int indexOf(byte[] bytes, int from, int to, byte wanted) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }
}
