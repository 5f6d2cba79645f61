package dev.silt.damage;

import com.github.luben.zstd.ZstdInputStream;
import dev.silt.hash.Xxh64;
import dev.silt.testing.Bytes;
import dev.silt.testing.RandomData;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The sections of a delta without their checksums, in a form that can be changed and made whole
 * again: for each section code, flags, length (two bytes, little-endian), payload. Stateless.
 */
public final class DeltaSections {

  private static final byte[] MAGIC = {(byte) 0x89, 'S', 'I', 'L', 'T', '\r', '\n', 1};
  private static final int ENTRIES = 4;
  private static final int CONTENTS = 5;
  private static final int END = 127;

  private DeltaSections() {}

  /** One section. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Part(int code, int flags, byte[] payload) {

    /** {@return the section with a few bytes or numbers of its payload changed} */
    public Part edited(SplittableRandom random) {
      if (payload.length == 0 || random.nextInt(4) == 0) {
        return new Part(code, flags, RandomData.edit(random, payload));
      }
      byte[] changed = payload.clone();
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        int at = random.nextInt(changed.length);
        switch (random.nextInt(5)) {
          case 0 -> changed[at]++;
          case 1 -> changed[at]--;
          case 2 -> changed[at] = (byte) random.nextInt(256);
          case 3 -> changed[at] = RandomData.pick(random, (byte) 0, (byte) 0x7f, (byte) 0xff);
          default -> { // a longer number
            byte[] number = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07};
            int length = random.nextInt(1, number.length);
            byte[] tail = Arrays.copyOfRange(number, length, number.length);
            changed = Bytes.concat(Arrays.copyOf(changed, at), tail, Bytes.from(changed, at));
          }
        }
      }
      return new Part(code, flags, changed);
    }
  }

  /** {@return a delta of the sections, checksums and end digest right} */
  public static byte[] join(List<Part> parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(MAGIC);
    parts.forEach(part -> write(out, part.code(), part.flags(), part.payload()));
    write(out, END, 0, HexFormat.of().parseHex(Bytes.sha256(out.toByteArray())));
    return out.toByteArray();
  }

  /** {@return the sections of a valid delta, the end section left out} */
  public static List<Part> split(byte[] delta) {
    ByteBuffer in = ByteBuffer.wrap(delta);
    in.position(MAGIC.length);
    List<Part> parts = new ArrayList<>();
    while (in.hasRemaining()) {
      int code = in.get();
      int flags = in.get();
      byte[] payload = new byte[Math.toIntExact(number(in))];
      in.get(payload);
      in.getLong();
      if (code != END) {
        parts.add(new Part(code, flags, payload));
      }
    }
    return parts;
  }

  /** {@return the fuzzer's form, streams and columns decompressed} */
  public static byte[] seed(byte[] delta) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Part part : split(delta)) {
      byte[] payload =
          part.code() == ENTRIES || part.code() == CONTENTS
              ? plain(part.payload())
              : part.payload();
      out.write(part.code());
      out.write(part.flags());
      out.write(payload.length);
      out.write(payload.length >> 8);
      out.writeBytes(payload);
    }
    return out.toByteArray();
  }

  /** {@return a delta of the fuzzer's form, checksums and end digest right} */
  public static byte[] delta(byte[] seed) {
    List<Part> parts = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(seed).order(ByteOrder.LITTLE_ENDIAN);
    while (in.remaining() >= 4) {
      int code = in.get();
      int flags = in.get();
      byte[] payload = new byte[Math.min(in.getShort() & 0xffff, in.remaining())];
      in.get(payload);
      parts.add(new Part(code, flags, payload));
    }
    return join(parts);
  }

  private static void write(ByteArrayOutputStream out, int code, int flags, byte[] payload) {
    ByteArrayOutputStream section = new ByteArrayOutputStream();
    section.write(code);
    section.write(flags);
    number(section, payload.length);
    section.writeBytes(payload);
    Xxh64 checksum = Xxh64.create();
    checksum.update(section.toByteArray(), 0, section.size());
    ByteBuffer sum = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    out.writeBytes(section.toByteArray());
    out.writeBytes(sum.putLong(checksum.value()).array());
  }

  /** Decodes the zstd chunks of a payload; good for payloads of one segment. */
  private static byte[] plain(byte[] payload) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(payload);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (in.hasRemaining()) {
      long length = number(in);
      number(out, length);
      if (length == 0) {
        continue;
      }
      long codec = number(in);
      byte[] chunk = new byte[Math.toIntExact(number(in))];
      in.get(chunk);
      if (codec == 1) {
        try (ZstdInputStream zstd = new ZstdInputStream(new ByteArrayInputStream(chunk))) {
          chunk = zstd.readNBytes(Math.toIntExact(length));
        }
      }
      number(out, codec == 1 ? 0 : codec);
      number(out, chunk.length);
      out.writeBytes(chunk);
    }
    return out.toByteArray();
  }

  private static long number(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = in.get();
      value |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }

  private static void number(ByteArrayOutputStream out, long value) {
    long left = value;
    while (left > 0x7f) {
      out.write((int) (left & 0x7f | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }
}
