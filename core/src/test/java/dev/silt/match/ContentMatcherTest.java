package dev.silt.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silt.delta.Op;
import dev.silt.delta.OpList;
import dev.silt.error.CancelledException;
import dev.silt.io.ByteSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentMatcherTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void opsMakeTheTargetForRandomPairs(int effort) throws IOException {
    for (int seed = 0; seed < 2000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] base = Mutations.content(random, random.nextInt(1 << 1 + random.nextInt(16)));
      byte[] target =
          random.nextInt(20) == 0
              ? Mutations.content(random, random.nextInt(1000))
              : Mutations.mutated(random, base);
      try {
        Mutations.check(match(effort, base, target), base, target);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed=" + seed, e);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void opsMakeTheTargetForLengthsAroundWindowsAndPages(int effort) throws IOException {
    int page = PagedBytes.PAGE;
    int[] lengths = {
      0,
      1,
      2,
      3,
      7,
      8,
      9,
      11,
      12,
      13,
      15,
      16,
      17,
      31,
      32,
      33,
      63,
      64,
      65,
      page - 17,
      page - 16,
      page - 1,
      page,
      page + 1,
      page + 16,
      2 * page - 1,
      2 * page,
      2 * page + 1
    };
    SplittableRandom random = new SplittableRandom(7);
    for (int b : lengths) {
      for (int t : lengths) {
        byte[] base = Mutations.content(random, b);
        byte[] target = Arrays.copyOf(base, t);
        if (t > 40) {
          target[t / 2]++;
          System.arraycopy(target, 3, target, 0, t / 4);
        }
        Mutations.check(match(effort, base, target), base, target);
      }
    }
  }

  static OpList match(int effort, byte[] base, byte[] target) throws IOException {
    return ContentMatcher.create(effort).match(ByteSource.of(base), ByteSource.of(target));
  }

  @Test
  void equalContentsAreOneCopy() throws IOException {
    byte[] bytes = Mutations.content(new SplittableRandom(1), 100_000);
    OpList ops = match(1, bytes, bytes.clone());
    assertThat(ops.count()).isEqualTo(1);
    assertThat(ops.kind(0)).isEqualTo(Op.COPY);
  }

  @Test
  void anInterruptCancels() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> match(1, new byte[9], new byte[10]))
          .isInstanceOf(CancelledException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
