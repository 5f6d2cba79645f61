package dev.silt.hash;

import dev.silt.error.CorruptDataException;
import dev.silt.error.UnsupportedFormatException;
import dev.silt.io.LittleEndian;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A digest as the OCI image-spec writes it: {@code sha256:<hex>} or {@code sha512:<hex>}.
 * Immutable.
 */
public final class Digest implements Comparable<Digest> {

  /** Bytes of a SHA-256. */
  public static final int SHA256_LENGTH = 32;

  private final String algorithm;
  private final byte[] bytes;

  private Digest(String algorithm, byte[] bytes) {
    this.algorithm = algorithm;
    this.bytes = bytes;
  }

  /**
   * Parses the text form.
   *
   * @param text {@code algorithm:hex}, lower case
   * @return the digest
   * @throws CorruptDataException if it is malformed
   * @throws UnsupportedFormatException if the algorithm is neither sha256 nor sha512
   */
  public static Digest parse(String text) throws CorruptDataException, UnsupportedFormatException {
    int colon = text.indexOf(':');
    String algorithm = colon < 0 ? "" : text.substring(0, colon);
    int length =
        switch (algorithm) {
          case "sha256" -> SHA256_LENGTH;
          case "sha512" -> 64;
          default -> {
            if (colon > 0) {
              throw new UnsupportedFormatException(
                  "digest algorithm not supported: expected=sha256 or sha512, actual=" + text);
            }
            throw malformed(text);
          }
        };
    String hex = text.substring(colon + 1);
    if (hex.length() != 2 * length || !hex.equals(hex.toLowerCase(Locale.ROOT))) {
      throw malformed(text);
    }
    try {
      return new Digest(algorithm, HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException e) {
      throw malformed(text);
    }
  }

  private static CorruptDataException malformed(String text) {
    return new CorruptDataException("malformed digest: expected=algorithm:hex, actual=" + text);
  }

  /**
   * @param bytes the 32 bytes of a SHA-256, copied
   * @return the digest
   */
  public static Digest ofSha256(byte[] bytes) {
    if (bytes.length != SHA256_LENGTH) {
      throw new IllegalArgumentException("not 32 bytes");
    }
    return new Digest("sha256", bytes.clone());
  }

  /**
   * @param content bytes in memory
   * @return their SHA-256
   */
  public static Digest sha256(byte[] content) {
    return new Digest("sha256", newSha256().digest(content));
  }

  /** {@return a running SHA-256} */
  public static MessageDigest newSha256() {
    return newMessageDigest("SHA-256");
  }

  /** {@return a running digest of this one's algorithm} */
  public MessageDigest newMessageDigest() {
    return newMessageDigest(algorithm.equals("sha256") ? "SHA-256" : "SHA-512");
  }

  private static MessageDigest newMessageDigest(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + name, e);
    }
  }

  /**
   * @param finished what a running digest of this algorithm came to
   * @return whether it is this digest
   */
  public boolean matches(byte[] finished) {
    return MessageDigest.isEqual(bytes, finished);
  }

  /** {@return the digest's bytes, a copy} */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /**
   * @return {@code sha256} or {@code sha512}
   */
  public String algorithm() {
    return algorithm;
  }

  /** {@return the hex form without the algorithm} */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public String toString() {
    return algorithm + ":" + hex();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest that
        && algorithm.equals(that.algorithm)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return LittleEndian.getInt(bytes, 0);
  }

  @Override
  public int compareTo(Digest other) {
    int byAlgorithm = algorithm.compareTo(other.algorithm);
    return byAlgorithm != 0 ? byAlgorithm : Arrays.compareUnsigned(bytes, other.bytes);
  }
}
