package dev.silt.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.io.ByteSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PagedBytesTest {

  private static final int LENGTH = 9 * PagedBytes.PAGE + 5;

  @Test
  void readsAcrossPageBordersWithFewSlots() throws IOException {
    byte[] bytes = Mutations.content(new SplittableRandom(3), LENGTH);
    PagedBytes paged = PagedBytes.of(ByteSource.of(bytes), 2);
    for (int i = LENGTH - 1; i >= 0; i -= 101) {
      assertThat(paged.at(i)).isEqualTo(bytes[i]);
    }
    PagedBytes whole = PagedBytes.of(ByteSource.of(bytes), 16);
    for (int i = PagedBytes.PAGE - 9; i < PagedBytes.PAGE + 9; i++) {
      assertThat(paged.longAt(i)).isEqualTo(whole.longAt(i));
    }
  }

  @Test
  void countsEqualBytesBothWays() throws IOException {
    SplittableRandom random = new SplittableRandom(4);
    byte[] bytes = new byte[LENGTH];
    random.nextBytes(bytes);
    for (int round = 0; round < 2000; round++) {
      int shift = random.nextInt(3 * PagedBytes.PAGE);
      byte[] other = Arrays.copyOfRange(bytes, shift, LENGTH);
      int from = random.nextInt(other.length);
      int to = from + random.nextInt(other.length - from);
      PagedBytes a = PagedBytes.of(ByteSource.of(bytes), 4);
      PagedBytes b = PagedBytes.of(ByteSource.of(other), 2);
      int max = to - from;
      int differs = random.nextInt(other.length);
      other[differs]++;
      boolean within = from <= differs && differs < to;
      assertThat(PagedBytes.equalAfter(a, from + shift, b, from, max))
          .isEqualTo(within ? differs - from : max);
      assertThat(PagedBytes.equalBefore(a, to + shift, b, to, max))
          .isEqualTo(within ? to - differs - 1 : max);
      assertThat(PagedBytes.countEqual(a, from + shift, b, from, max))
          .isEqualTo(within ? max - 1 : max);
    }
  }
}
