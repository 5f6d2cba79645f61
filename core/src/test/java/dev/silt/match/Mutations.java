package dev.silt.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.delta.OpList;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Pairs of contents that have something in common, and the meaning of ops on them. */
final class Mutations {

  private Mutations() {}

  /** Bytes of a random kind: noise, few letters, one byte, periodic, records with counters. */
  static byte[] content(SplittableRandom random, int length) {
    byte[] bytes = new byte[length];
    int kind = random.nextInt(5);
    int period = 1 + random.nextInt(40);
    for (int i = 0; i < length; i++) {
      bytes[i] =
          (byte)
              switch (kind) {
                case 0 -> random.nextInt(256);
                case 1 -> 'a' + random.nextInt(3);
                case 2 -> period;
                case 3 -> i < period ? random.nextInt(256) : bytes[i - period];
                default -> i % 16 < 12 ? i % 16 : i >>> 4;
              };
    }
    return bytes;
  }

  /** A copy with a few edits: bytes changed, pieces inserted, removed, moved, repeated. */
  static byte[] mutated(SplittableRandom random, byte[] bytes) {
    byte[] now = bytes;
    for (int edits = random.nextInt(12); edits > 0; edits--) {
      int at = random.nextInt(now.length + 1);
      int to = at + random.nextInt(1 + Math.min(now.length - at, 1 << random.nextInt(14)));
      byte[] piece = Arrays.copyOfRange(now, at, to);
      switch (random.nextInt(5)) {
        case 0 -> now = splice(now, at, to, content(random, random.nextInt(300)));
        case 1 -> now = splice(now, at, to, new byte[0]);
        case 2 -> now = splice(splice(now, at, to, new byte[0]), 0, 0, piece);
        case 3 -> now = splice(now, at, at, piece);
        default -> {
          for (int i = random.nextInt(9); i < piece.length; i += 1 + random.nextInt(40)) {
            piece[i]++;
          }
          now = splice(now, at, to, piece);
        }
      }
    }
    return now;
  }

  private static byte[] splice(byte[] bytes, int from, int to, byte[] piece) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    out.writeBytes(piece);
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }

  /** Checks that the ops make the target from the base, and that they are tidy. */
  static void check(OpList ops, byte[] base, byte[] target) {
    assertThat(ops.targetLength()).isEqualTo(target.length);
    int at = 0;
    for (int i = 0; i < ops.count(); i++) {
      int length = Math.toIntExact(ops.length(i));
      int from = Math.toIntExact(ops.baseOffset(i));
      assertThat(length).isPositive();
      switch (ops.kind(i)) {
        case COPY ->
            assertThat(Arrays.mismatch(base, from, from + length, target, at, at + length))
                .isNegative();
        case ADD -> {
          assertThat(from + length).isLessThanOrEqualTo(base.length);
          assertThat(base[from]).isNotEqualTo(target[at]);
          assertThat(base[from + length - 1]).isNotEqualTo(target[at + length - 1]);
        }
        case INSERT -> assertThat(from).isZero();
      }
      at += length;
    }
  }
}
