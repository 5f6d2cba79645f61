package dev.silt.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The polynomial of librsync; that rdiff's own signatures agree is tested with rdiff. */
class RabinKarpHashTest extends RollingHashContract {

  @Override
  RollingHash hash() {
    return RollingHash.rabinKarp();
  }

  @Override
  int plain(byte[] bytes, int from, int length) {
    int hash = 1;
    for (int i = from; i < from + length; i++) {
      hash = hash * 0x08104225 + (bytes[i] & 0xFF);
    }
    return hash;
  }

  @Test
  void beginsWithItsSeed() {
    byte[] bytes = "a".getBytes(StandardCharsets.US_ASCII);

    assertThat(hash().of(bytes, 0, 0)).isEqualTo(1);
    assertThat(hash().of(bytes, 0, 1)).isEqualTo(0x08104225 + 'a');
  }
}
