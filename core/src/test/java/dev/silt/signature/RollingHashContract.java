package dev.silt.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every rolling hash does: a window that moved has the hash of its bytes. */
abstract class RollingHashContract {

  private static final long SEED = 0x51L;

  abstract RollingHash hash();

  /** The hash, in the plainest way there is. */
  abstract int plain(byte[] bytes, int from, int length);

  @Test
  void isThePlainHashAtEveryLengthAndOffset() {
    byte[] bytes = random(300);
    for (int length = 0; length < 100; length++) {
      for (int from : new int[] {0, 1, 7, 200}) {
        assertThat(hash().of(bytes, from, length)).isEqualTo(plain(bytes, from, length));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 63, 64, 65, 700, 2048, 9000})
  void rollsToTheHashOfTheNextWindow(int length) {
    for (byte[] bytes : new byte[][] {random(length + 600), new byte[length + 600], ones(length)}) {
      RollingWindow window = hash().window(length);
      int rolled = hash().of(bytes, 0, length);
      for (int from = 1; from + length <= bytes.length; from++) {
        rolled = window.roll(rolled, bytes[from - 1], bytes[from + length - 1]);
        assertThat(rolled).isEqualTo(hash().of(bytes, from, length));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 1023, 1024, 1025, 4096, 4099, 16384})
  void hashesManyWindowsAsItRollsOne(int count) {
    for (int length : new int[] {1, 2, 3, 700, 2048, 9000}) {
      int from = 5;
      byte[] bytes = random(from + count - 1 + length);
      RollingWindow window = hash().window(length);
      int[] expected = new int[count + 1];
      expected[0] = hash().of(bytes, from, length);
      for (int k = 1; k < count; k++) {
        expected[k] =
            window.roll(expected[k - 1], bytes[from + k - 1], bytes[from + k - 1 + length]);
      }
      int[] actual = new int[count + 1];

      window.hashes(bytes, from, count, expected[0], actual);

      assertThat(actual).isEqualTo(expected);
    }
  }

  @Test
  void tellsBlocksOfOneByteValueApart() {
    long distinct =
        IntStream.range(0, 256)
            .map(
                b -> {
                  byte[] bytes = new byte[2047];
                  Arrays.fill(bytes, (byte) b);
                  return hash().of(bytes, 0, bytes.length);
                })
            .distinct()
            .count();

    assertThat(distinct).isEqualTo(256);
  }

  private static byte[] ones(int length) {
    byte[] bytes = new byte[length + 600];
    Arrays.fill(bytes, (byte) -1);
    return bytes;
  }

  static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(SEED).nextBytes(bytes);
    return bytes;
  }
}
