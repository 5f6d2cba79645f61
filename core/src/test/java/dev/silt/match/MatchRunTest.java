package dev.silt.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.delta.OpList;
import dev.silt.io.ByteSource;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
}
