package dev.silt.inplace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.testing.RandomData;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file read in pieces says what the file says. */
class ReadAheadTest {

  private final SplittableRandom random = new SplittableRandom(7);

  /** A file in memory, which gives less than it is asked for now and then. */
  private final class ShortReads implements OpenFile {
    private final byte[] bytes;
    private int reads;

    ShortReads(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public int read(long offset, byte[] buffer, int from, int count) {
      reads++;
      if (offset >= bytes.length) {
        return -1;
      }
      int most = (int) Math.min(count, bytes.length - offset);
      int n = random.nextBoolean() ? most : random.nextInt(1, most + 1);
      System.arraycopy(bytes, (int) offset, buffer, from, n);
      return n;
    }

    @Override
    public void write(long offset, byte[] from, int at, int count) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void truncate(long length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void sync() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16_383, 16_384, 16_385, 100_000, 300_001, 1_000_000})
  void anyStretchIsTheFiles(int length) throws IOException {
    byte[] bytes = RandomData.bytes(random, length);
    try (ReadAhead file = new ReadAhead(new ShortReads(bytes))) {
      byte[] buffer = new byte[40_000];
      for (int i = 0; i < 2000; i++) {
        int at = random.nextInt(length);
        int count = random.nextInt(1, 1 + Math.min(1 << random.nextInt(16), length - at));
        file.readFully(at, buffer, 3, count);
        assertThat(Arrays.equals(buffer, 3, 3 + count, bytes, at, at + count)).isTrue();
      }
      assertThat(file.read(length, buffer, 0, 5)).isEqualTo(-1);
      assertThat(file.read(length + (1L << 40), buffer, 0, 5)).isEqualTo(-1);
    }
  }

  @Test
  void whatWasReadNearIsNotReadAgain() throws IOException {
    byte[] bytes = RandomData.bytes(random, 200_000);
    ShortReads file = new ShortReads(bytes);
    try (ReadAhead ahead = new ReadAhead(file)) {
      byte[] buffer = new byte[100];
      for (int at = 0; at + 100 <= bytes.length; at += 100) {
        ahead.readFully(at, buffer, 0, 100);
      }
      int once = file.reads;
      for (int i = 0; i < 1000; i++) {
        ahead.readFully(random.nextInt(bytes.length - 100), buffer, 0, 100);
      }
      assertThat(file.reads).isEqualTo(once);
    }
  }
}
