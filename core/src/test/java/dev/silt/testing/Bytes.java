package dev.silt.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Small helpers for byte arrays. Stateless. */
public final class Bytes {

  private Bytes() {}

  /** {@return the text's chars as one byte each} */
  public static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** {@return the bytes as one char each} */
  public static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** {@return the text's UTF-8 bytes as one char each} */
  public static String utf8Name(String text) {
    return latin1(text.getBytes(StandardCharsets.UTF_8));
  }

  /** {@return the arrays one after another} */
  public static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** {@return a copy of the bytes from an offset to the end} */
  public static byte[] from(byte[] bytes, int offset) {
    return Arrays.copyOfRange(bytes, offset, bytes.length);
  }

  /** {@return the SHA-256 in hex} */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@return {@code sha256:} and the SHA-256 in hex} */
  public static String digest(byte[] bytes) {
    return "sha256:" + sha256(bytes);
  }
}
