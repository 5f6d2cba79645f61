package dev.silt.delta;

import dev.silt.error.CorruptDataException;
import dev.silt.error.LimitExceededException;
import dev.silt.hash.Digest;
import dev.silt.io.Leb128;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads a small payload from memory; every length is checked against what is left. */
final class PayloadReader {

  private final ByteArrayInputStream in;
  private final String section;

  PayloadReader(byte[] payload, SectionType section) {
    this.in = new ByteArrayInputStream(payload);
    this.section = section.label();
  }

  CorruptDataException corrupt(String what) {
    return new CorruptDataException("delta is damaged: " + what + ", section=" + section);
  }

  /** An unsigned number of up to 63 bits. */
  long number() throws IOException {
    try {
      long value = Leb128.read(in);
      if (value < 0) {
        throw corrupt("number too large");
      }
      return value;
    } catch (EOFException e) {
      throw corrupt("payload ends early");
    }
  }

  long number(String what, long allowed) throws IOException {
    long value = number();
    if (value > allowed) {
      throw corrupt(what + " too large: expected at most " + allowed + ", actual=" + value);
    }
    return value;
  }

  int count(String what, long allowed, String limitName) throws IOException {
    return (int) LimitExceededException.check(what, number(), allowed, limitName);
  }

  byte[] bytes() throws IOException {
    long length = number();
    if (length > in.available()) {
      throw corrupt("byte string longer than the payload");
    }
    return in.readNBytes((int) length);
  }

  byte[] bytes(int count) throws IOException {
    if (count > in.available()) {
      throw corrupt("payload ends early");
    }
    return in.readNBytes(count);
  }

  String text() throws IOException {
    byte[] bytes = bytes();
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (!java.util.Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8))) {
      throw corrupt("text is not UTF-8");
    }
    return text;
  }

  Digest sha256() throws IOException {
    if (in.available() < Digest.SHA256_LENGTH) {
      throw corrupt("payload ends early");
    }
    return Digest.ofSha256(in.readNBytes(Digest.SHA256_LENGTH));
  }

  /** {@return bytes that are left} */
  int left() {
    return in.available();
  }

  void end() throws IOException {
    if (in.available() > 0) {
      throw corrupt("payload has bytes left over: " + in.available());
    }
  }
}
