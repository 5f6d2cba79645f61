package dev.silt.delta;

import dev.silt.hash.Digest;
import dev.silt.io.Leb128;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Builds a small payload in memory: integers, byte strings, digests. */
final class PayloadWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  PayloadWriter number(long value) {
    try {
      Leb128.write(out, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  PayloadWriter bytes(byte[] value) {
    number(value.length);
    out.writeBytes(value);
    return this;
  }

  /** Appends bytes whose length the reader knows. */
  PayloadWriter append(byte[] value) {
    out.writeBytes(value);
    return this;
  }

  PayloadWriter text(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  PayloadWriter sha256(Digest digest) {
    if (!digest.algorithm().equals("sha256")) {
      throw new IllegalArgumentException("not a SHA-256: " + digest);
    }
    out.writeBytes(digest.toBytes());
    return this;
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
