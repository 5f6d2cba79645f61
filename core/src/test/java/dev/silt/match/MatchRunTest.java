package dev.silt.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.delta.Op;
import dev.silt.delta.OpList;
import dev.silt.io.ByteSource;
import dev.silt.testing.Bytes;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contents that make matchers quadratic: the bytes compared are counted, not the time. */
class MatchRunTest {

  private static final int LENGTH = 1 << 20;
  private static final int WORK_PER_BYTE = 250;

  private interface Pattern {
    int at(int i);
  }

  private static byte[] bytes(Pattern pattern) {
    byte[] bytes = new byte[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      bytes[i] = (byte) pattern.at(i);
    }
    return bytes;
  }

  static Stream<Arguments> nasty() {
    SplittableRandom random = new SplittableRandom(5);
    byte[] zeros = new byte[LENGTH];
    byte[] noise = bytes(i -> random.nextInt());
    byte[] sevens = bytes(i -> i % 7);
    byte[] longPeriod = bytes(i -> (i % 4096) * 0x9e3779b1 >>> 24);
    return Stream.of(
        Arguments.of("zeros, fewer zeros", zeros, new byte[LENGTH - 5]),
        Arguments.of("zeros, noise", zeros, noise),
        Arguments.of("noise, zeros", noise, zeros),
        Arguments.of("zeros, zeros with ones", zeros, bytes(i -> i % 61 == 0 ? 1 : 0)),
        Arguments.of("period 7, other phase", sevens, bytes(i -> (i + 3) % 7)),
        Arguments.of("period 7, edited", sevens, bytes(i -> i % 97 == 0 ? 99 : i % 7)),
        Arguments.of(
            "period 7, edited both",
            bytes(i -> i % 89 == 0 ? 98 : i % 7),
            bytes(i -> i % 97 == 0 ? 99 : i % 7)),
        Arguments.of("period 7, period 11", sevens, bytes(i -> i % 11)),
        Arguments.of(
            "period 4096, edited", longPeriod, bytes(i -> i % 509 == 0 ? 0 : longPeriod[i])),
        Arguments.of(
            "period 4096, its phase lost often",
            longPeriod,
            bytes(i -> longPeriod[(i + i / 1000 * 17) % LENGTH])),
        Arguments.of(
            "records with counters",
            bytes(i -> i % 16 < 13 ? i % 16 : i >>> 4),
            bytes(i -> i % 16 < 13 ? i % 16 : i * 7 >>> 4)),
        Arguments.of("few letters", bytes(i -> random.nextInt(2)), bytes(i -> random.nextInt(2))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("nasty")
  void workIsLinear(String name, byte[] base, byte[] target) throws IOException {
    for (int effort = 0; effort < 3; effort++) {
      MatchRun run = MatchRun.of(Effort.of(effort), ByteSource.of(base), ByteSource.of(target));
      OpList ops = run.run();
      Mutations.check(ops, base, target);
      assertThat(run.work())
          .as("%s, effort=%d", name, effort)
          .isLessThan((long) WORK_PER_BYTE * target.length);
    }
  }

  /**
   * Bytes put in, left out and replaced by others, far from each other: a quick search has no
   * index.
   */
  @Test
  void fewEditsNeedNoIndex() throws IOException {
    SplittableRandom random = new SplittableRandom(8);
    byte[] base = bytes(i -> random.nextInt());
    byte[] put = new byte[1000];
    random.nextBytes(put);
    byte[] target =
        Bytes.concat(
            Arrays.copyOf(base, 100_000),
            put,
            Arrays.copyOfRange(base, 100_000, 300_000),
            Arrays.copyOfRange(base, 316_000, 600_000),
            Arrays.copyOf(put, 40),
            Arrays.copyOfRange(base, 600_100, LENGTH));
    for (int effort = 0; effort < 3; effort++) {
      MatchRun run = MatchRun.of(Effort.of(effort), ByteSource.of(base), ByteSource.of(target));
      OpList ops = run.run();
      Mutations.check(ops, base, target);
      assertThat(ops.totalLength(Op.INSERT)).isEqualTo(1040);
      assertThat(ops.count()).isEqualTo(6);
      assertThat(run.candidateCount() == 0).as("no index").isEqualTo(effort == 0);
    }
  }

  /** More than is looked through near by: the index finds it. */
  @Test
  void farMovesNeedTheIndex() throws IOException {
    SplittableRandom random = new SplittableRandom(9);
    byte[] base = bytes(i -> random.nextInt());
    byte[] target =
        Bytes.concat(
            Arrays.copyOf(base, 100_000), Arrays.copyOfRange(base, 500_000, 900_000), new byte[9]);
    MatchRun run = MatchRun.of(Effort.of(0), ByteSource.of(base), ByteSource.of(target));
    OpList ops = run.run();
    Mutations.check(ops, base, target);
    assertThat(ops.totalLength(Op.COPY)).isEqualTo(500_000);
    assertThat(run.candidateCount()).as("asked of an index").isPositive();
  }

  /** Words all over a base that does not fit the page cache: each candidate is another page. */
  @ParameterizedTest
  @ValueSource(ints = {12, 16, 24})
  void candidatesAreLinear(int wordLength) throws IOException {
    SplittableRandom random = new SplittableRandom(6);
    byte[] words = new byte[wordLength << 16];
    random.nextBytes(words);
    byte[] base = words(words, wordLength, 12 << 20, random);
    byte[] target = words(words, wordLength, 1 << 20, random);
    for (int effort = 0; effort < 3; effort++) {
      MatchRun run = MatchRun.of(Effort.of(effort), ByteSource.of(base), ByteSource.of(target));
      Mutations.check(run.run(), base, target);
      assertThat(run.judged()).as("effort=%d", effort).isBetween(1L, target.length + 10_000L);
    }
  }

  @Test
  void lettersAreLinear() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    byte[] base = bytes(i -> random.nextInt(2));
    byte[] target = bytes(i -> random.nextInt(2));
    MatchRun run = MatchRun.of(Effort.of(1), ByteSource.of(base), ByteSource.of(target));
    Mutations.check(run.run(), base, target);
    assertThat(run.judged()).isBetween(target.length / 2L, target.length + 10_000L);
  }

  private static byte[] words(byte[] words, int wordLength, int length, SplittableRandom random) {
    byte[] bytes = new byte[length];
    for (int at = 0; at + wordLength <= length; at += wordLength) {
      int word = random.nextInt(words.length / wordLength);
      System.arraycopy(words, word * wordLength, bytes, at, wordLength);
    }
    return bytes;
  }
}
