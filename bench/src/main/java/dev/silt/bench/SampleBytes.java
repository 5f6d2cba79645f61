package dev.silt.bench;

import dev.silt.error.Limits;
import dev.silt.signature.BlockSigner;
import dev.silt.signature.BlockTable;
import dev.silt.signature.BlockTableBuilder;
import dev.silt.signature.RollingHash;
import dev.silt.signature.StrongHash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.SplittableRandom;

/**
 * A base of random bytes, its block table, and targets that have more or less in common with it.
 */
final class SampleBytes {

  private static final int MEBIBYTE = 1 << 20;

  /** Bytes between two edits of an edited target, on average twice that. */
  private static final int EDIT_DISTANCE = 1 << 15;

  private SampleBytes() {}

  static byte[] base(int mebibytes) {
    return random(mebibytes * MEBIBYTE, 1);
  }

  /** One of identical, shifted (one byte more in front), edited, unrelated; as long as the base. */
  static byte[] target(byte[] base, String kind) {
    return switch (kind) {
      case "identical" -> base.clone();
      case "shifted" -> {
        byte[] target = new byte[base.length];
        System.arraycopy(base, 0, target, 1, base.length - 1);
        yield target;
      }
      case "edited" -> {
        byte[] target = base.clone();
        SplittableRandom random = new SplittableRandom(2);
        for (int at = 0; at < target.length; at += EDIT_DISTANCE + random.nextInt(EDIT_DISTANCE)) {
          target[at]++;
        }
        yield target;
      }
      case "unrelated" -> random(base.length, 3);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  static BlockTable table(byte[] base, int blockLength, RollingHash weak, StrongHash strong)
      throws IOException {
    BlockTableBuilder builder =
        BlockTableBuilder.create(blockLength, strong.length(), Limits.defaults());
    long length =
        BlockSigner.create(weak, strong).sign(new ByteArrayInputStream(base), blockLength, builder);
    return builder.build(length);
  }

  static RollingHash hash(String name) {
    return switch (name) {
      case "crc32c" -> RollingHash.crc32c();
      case "rabin-karp" -> RollingHash.rabinKarp();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static byte[] random(int length, long seed) {
    byte[] bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }
}
