package dev.silt.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.delta.Op;
import dev.silt.delta.OpList;
import dev.silt.io.ByteSource;
import dev.silt.relocate.RunList;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AddSplitTest {

  @Test
  void copiesAreEqualAndEachRunIsOneOpIfItStaysWhole() throws IOException {
    for (int seed = 0; seed < 100; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] base = new byte[20_000];
      random.nextBytes(base);
      byte[] target = new byte[30_000];
      RunList runs = new RunList();
      int differences = 0;
      for (int at = random.nextInt(100); at < target.length; at += random.nextInt(50)) {
        int length = 1 + random.nextInt(Math.min(3000, target.length - at));
        int from = random.nextInt(base.length - length);
        System.arraycopy(base, from, target, at, length);
        for (int i = random.nextInt(4); i > 0; i--) {
          target[at + random.nextInt(length)] ^= 1;
        }
        differences += distance(base, from, target, at, length);
        runs.add(from, at, length);
        at += length;
      }
      ByteSource seen = ByteSource.of(base);
      for (boolean whole : new boolean[] {false, true}) {
        AddSplit split = AddSplit.of(ByteSource.of(target), runs, offset -> seen, whole);
        assertThat(split.differenceCount()).isEqualTo(differences);
        OpList ops = split.ops();
        assertThat(ops.targetLength()).isEqualTo(target.length);
        check(ops, base, target);
        if (whole) {
          assertThat(ops.count()).isLessThanOrEqualTo(2 * runs.count() + 1);
        }
        assertThat(AddSplit.differences(ByteSource.of(target), ops, seen)).isEqualTo(differences);
      }
    }
  }

  private static int distance(byte[] base, int from, byte[] target, int at, int length) {
    int count = 0;
    for (int i = 0; i < length; i++) {
      count += base[from + i] == target[at + i] ? 0 : 1;
    }
    return count;
  }

  private static void check(OpList ops, byte[] base, byte[] target) {
    int at = 0;
    for (int i = 0; i < ops.count(); i++) {
      int from = (int) ops.baseOffset(i);
      int length = (int) ops.length(i);
      if (ops.kind(i) == Op.COPY) {
        assertThat(Arrays.mismatch(base, from, from + length, target, at, at + length))
            .isNegative();
      }
      at += length;
    }
  }
}
