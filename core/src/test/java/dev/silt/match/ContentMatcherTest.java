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
  void scatteredDifferencesBecomeOneAdd() throws IOException {
    byte[] base = new byte[20_000];
    new SplittableRandom(2).nextBytes(base);
    byte[] target = base.clone();
    for (int i = 5_000; i < 10_000; i += 25) {
      target[i]++;
      target[i + 1]--;
    }
    OpList ops = match(1, base, target);
    assertThat(ops.count()).isEqualTo(3);
    assertThat(ops.kind(1)).isEqualTo(Op.ADD);
  }

  @Test
  void aMovedPieceIsFoundWherePagesEnd() throws IOException {
    int page = PagedBytes.PAGE;
    byte[] base = new byte[5 * page];
    new SplittableRandom(3).nextBytes(base);
    for (int cut = page - 40; cut < page + 40; cut++) {
      byte[] target = new byte[base.length];
      System.arraycopy(base, cut, target, 0, base.length - cut);
      System.arraycopy(base, 0, target, base.length - cut, cut);
      OpList ops = match(1, base, target);
      Mutations.check(ops, base, target);
      assertThat(ops.count()).isEqualTo(2);
    }
  }

  @Test
  void aBaseBeyondTheCacheAndTheFinestIndexIsMatched() throws IOException {
    byte[] base = new byte[40 << 20];
    new SplittableRandom(4).nextBytes(base);
    byte[] target = Arrays.copyOfRange(base, 30 << 20, 40 << 20);
    System.arraycopy(base, 1 << 20, target, 3 << 20, 1 << 20);
    target[5 << 20]++;
    OpList ops = match(1, base, target);
    Mutations.check(ops, base, target);
    assertThat(ops.count()).isEqualTo(5);
  }

  @Test
  void aLongMatchAfterMuchThatIsNewIsFoundFromItsStart() throws IOException {
    byte[] base = new byte[1 << 20];
    new SplittableRandom(5).nextBytes(base);
    byte[] target = new byte[1 << 20];
    new SplittableRandom(6).nextBytes(target);
    for (int at = 500_000; at < 500_016; at++) {
      byte[] now = target.clone();
      System.arraycopy(base, 100_001, now, at, 400);
      OpList ops = match(1, base, now);
      Mutations.check(ops, base, now);
      assertThat(ops.count()).isEqualTo(3);
      assertThat(ops.length(1)).isBetween(400L, 402L);
    }
  }

  @Test
  void manyOpsRaiseTheirPrice() throws IOException {
    byte[] base = new byte[24 << 20];
    byte[] target = new byte[24 << 20];
    for (int i = 0; i < base.length; i++) {
      base[i] = (byte) (i % 17);
      target[i] = (byte) (i % 19);
    }
    assertThat(match(0, base, target).count()).isLessThan(1_200_000);
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
