package dev.silt.testing;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** How a layer's tar is stored. Every form decodes to the same bytes. */
public enum LayerCodec {
  /** As it is. */
  NONE,
  /** One gzip member. */
  GZIP,
  /** Several gzip members, some of them empty, some with names and extra fields. */
  GZIP_MEMBERS,
  /** One gzip member and zero bytes after it, as on a tape. */
  GZIP_NULS,
  /** One zstd frame. */
  ZSTD,
  /** Several zstd frames with skippable frames before, between and after them. */
  ZSTD_FRAMES;

  /** {@return the stored form of the bytes} */
  public byte[] encode(byte[] plain, SplittableRandom random) {
    int level = random.nextInt(1, 10);
    return switch (this) {
      case NONE -> plain;
      case GZIP -> gzip(plain, level, 0);
      case GZIP_MEMBERS -> members(plain, level, random);
      case GZIP_NULS -> Bytes.concat(gzip(plain, level, 0), new byte[random.nextInt(1, 2000)]);
      case ZSTD -> Zstd.compress(plain, level);
      case ZSTD_FRAMES -> frames(plain, level, random);
    };
  }

  /** {@return the OCI media type's suffix} */
  public String suffix() {
    return switch (this) {
      case NONE -> "";
      case ZSTD, ZSTD_FRAMES -> "+zstd";
      default -> "+gzip";
    };
  }

  private static byte[] members(byte[] plain, int level, SplittableRandom random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = 0;
    for (int i = random.nextInt(2, 5); i > 0; i--) {
      int to = i == 1 ? plain.length : random.nextInt(at, plain.length + 1);
      out.writeBytes(gzip(Arrays.copyOfRange(plain, at, to), level, random.nextInt(32) & ~1));
      at = to;
    }
    return out.toByteArray();
  }

  private static byte[] frames(byte[] plain, int level, SplittableRandom random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = 0;
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      if (random.nextBoolean()) {
        out.writeBytes(skippable(random));
      }
      int to = i == 1 ? plain.length : random.nextInt(at, plain.length + 1);
      out.writeBytes(Zstd.compress(Arrays.copyOfRange(plain, at, to), level));
      at = to;
    }
    out.writeBytes(skippable(random));
    return out.toByteArray();
  }

  private static byte[] skippable(SplittableRandom random) {
    byte[] payload = RandomData.bytes(random, random.nextInt(100));
    ByteBuffer head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    head.putInt(0x184D2A50 + random.nextInt(16)).putInt(payload.length);
    return Bytes.concat(head.array(), payload);
  }

  /**
   * One gzip member.
   *
   * @param plain what is in it
   * @param level of deflate
   * @param flags header flags: 2 CRC of the header, 4 extra field, 8 name, 16 comment
   * @return its bytes
   */
  public static byte[] gzip(byte[] plain, int level, int flags) {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, (byte) flags, 1, 2, 3, 4, 0, 3});
    if ((flags & 4) != 0) {
      head.writeBytes(new byte[] {5, 0, 'S', 'I', 1, 0, 'x'});
    }
    if ((flags & 8) != 0) {
      head.writeBytes(Bytes.latin1("layer.tar\0"));
    }
    if ((flags & 16) != 0) {
      head.writeBytes(Bytes.latin1("a comment\0"));
    }
    if ((flags & 2) != 0) {
      CRC32 crc = new CRC32();
      crc.update(head.toByteArray());
      head.write((int) crc.getValue());
      head.write((int) crc.getValue() >> 8);
    }
    Deflater deflater = new Deflater(level, true);
    deflater.setInput(plain);
    deflater.finish();
    byte[] buffer = new byte[8192];
    while (!deflater.finished()) {
      head.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    CRC32 crc = new CRC32();
    crc.update(plain);
    ByteBuffer tail = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    tail.putInt((int) crc.getValue()).putInt(plain.length);
    head.writeBytes(tail.array());
    return head.toByteArray();
  }

  /**
   * Decodes by magic, with the JDK and zstd-jni.
   *
   * @param blob gzip, zstd or plain
   * @return the plain bytes
   */
  public static byte[] decode(byte[] blob) {
    try {
      if (blob.length > 1 && blob[0] == 0x1f && blob[1] == (byte) 0x8b) {
        int end = blob.length;
        while (end > 18 && blob[end - 1] == 0 && blob[end - 2] == 0) {
          end--; // zeros after the last member are no member
        }
        return unzip(Arrays.copyOf(blob, end), blob);
      }
      boolean zstd = blob.length > 3 && (ByteBuffer.wrap(blob).getInt() == 0x28B52FFD);
      boolean skip = blob.length > 3 && (blob[0] & 0xf0) == 0x50 && blob[1] == 0x2a;
      if (zstd || skip && blob[2] == 0x4d && blob[3] == 0x18) {
        try (var in = new com.github.luben.zstd.ZstdInputStream(new ByteArrayInputStream(blob))) {
          return in.readAllBytes();
        }
      }
      return blob;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] unzip(byte[] trimmed, byte[] whole) throws IOException {
    for (int length = trimmed.length; ; length++) {
      try (var in =
          new java.util.zip.GZIPInputStream(
              new ByteArrayInputStream(Arrays.copyOf(whole, length)))) {
        return in.readAllBytes();
      } catch (java.io.EOFException e) {
        if (length >= Math.min(whole.length, trimmed.length + 16)) {
          throw e;
        }
      }
    }
  }
}
