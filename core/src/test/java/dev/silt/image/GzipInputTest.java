package dev.silt.image;

import static dev.silt.image.TestBytes.concat;
import static dev.silt.image.TestBytes.gzip;
import static dev.silt.image.TestBytes.random;
import static dev.silt.image.TestBytes.readAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silt.error.CorruptDataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GzipInputTest {

  private static byte[] decode(byte[] bytes, int pieceLength) throws IOException {
    try (GzipInput in = new GzipInput(new ByteArrayInputStream(bytes), "blob")) {
      return readAll(in, pieceLength);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 15, 100, 10_000, 300_000})
  void readsMembersAndTrailingNuls(int pieceLength) throws IOException {
    byte[] first = random(1, 150_000);
    byte[] second = random(2, 70);
    byte[] stored =
        concat(gzip(first), gzip(new byte[0]), gzip(second), gzip(first), new byte[100_000]);

    assertThat(decode(stored, pieceLength)).isEqualTo(concat(first, second, first));
  }

  @Test
  void readsManySmallMembers() throws IOException {
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    for (int i = 0; i < 5000; i++) {
      byte[] bytes = random(i, i % 50);
      plain.writeBytes(bytes);
      stored.writeBytes(gzip(bytes));
    }
    assertThat(decode(stored.toByteArray(), 1000)).isEqualTo(plain.toByteArray());
  }

  @Test
  void readsEveryHeaderField() throws IOException {
    byte[] content = random(3, 1000);
    byte[] member = gzip(content);
    byte[] header = concat(Arrays.copyOf(member, 10), new byte[] {3, 0, 9, 9, 9}, name(), name());
    header[3] = 2 | 4 | 8 | 16;
    CRC32 crc = new CRC32();
    crc.update(header);
    byte[] sum = {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};
    byte[] rest = Arrays.copyOfRange(member, 10, member.length);

    assertThat(decode(concat(header, sum, rest), 100)).isEqualTo(content);
    sum[0]++;
    assertThatThrownBy(() -> decode(concat(header, sum, rest), 100))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("header checksum");
  }

  private static byte[] name() {
    return new byte[] {'n', 0};
  }

  @Test
  void refusesTrailingData() throws IOException {
    byte[] member = gzip(random(4, 100));
    for (byte[] tail : new byte[][] {{1}, {0, 0, 1}, {0x1f}, {0x1f, (byte) 0x8b, 9}}) {
      assertThatThrownBy(() -> decode(concat(member, tail), 1000))
          .isInstanceOf(CorruptDataException.class);
    }
    byte[] late = concat(member, new byte[200_000], new byte[] {1});
    assertThatThrownBy(() -> decode(late, 1000))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("trailing data");
  }

  @Test
  void refusesEveryTruncation() throws IOException {
    byte[] member = gzip(random(5, 300));
    for (int i = 0; i < member.length; i++) {
      byte[] cut = Arrays.copyOf(member, i);
      assertThatThrownBy(() -> decode(cut, 64)).isInstanceOf(CorruptDataException.class);
    }
  }

  @Test
  void refusesDamageToDataAndTrailer() throws IOException {
    byte[] content = random(6, 300);
    byte[] member = gzip(content);
    int unnoticed = 0;
    for (int i = 8 * 10; i < 8 * member.length; i++) {
      byte[] damaged = member.clone();
      damaged[i / 8] ^= (byte) (1 << i % 8);
      try {
        assertThat(decode(damaged, 64)).isEqualTo(content);
        unnoticed++;
      } catch (CorruptDataException e) {
        assertThat(e).hasMessageStartingWith("blob: ");
      }
    }
    assertThat(unnoticed).as("bits that fill up the last byte of deflate data").isLessThan(8);
  }
}
