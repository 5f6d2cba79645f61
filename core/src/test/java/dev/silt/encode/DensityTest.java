package dev.silt.encode;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.silt.io.ByteSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class DensityTest {

  private static final int LENGTH = 300_000;

  @Test
  void randomBytesAreDense() throws IOException {
    assertTrue(isDense(random()));
  }

  @Test
  void deflatedTextIsDense() throws IOException {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
      out.write(text());
    }
    assertTrue(isDense(deflated.toByteArray()));
  }

  @Test
  void textAndZerosAreNot() throws IOException {
    assertFalse(isDense(text()));
    assertFalse(isDense(new byte[LENGTH]));
  }

  @Test
  void randomBytesAmongZerosAreNot() throws IOException {
    byte[] content = random();
    Arrays.fill(content, 0, LENGTH / 4, (byte) 0);
    assertFalse(isDense(content));
  }

  @Test
  void shortContentsAreNotJudged() throws IOException {
    for (int length : new int[] {0, 1, 4095}) {
      assertFalse(isDense(Arrays.copyOf(random(), length)));
    }
  }

  private static boolean isDense(byte[] content) throws IOException {
    return Density.isDense(ByteSource.of(content));
  }

  private static byte[] random() {
    byte[] content = new byte[LENGTH];
    new SplittableRandom(1).nextBytes(content);
    return content;
  }

  private static byte[] text() {
    StringBuilder text = new StringBuilder();
    SplittableRandom random = new SplittableRandom(2);
    while (text.length() < 4 * LENGTH) {
      text.append("line ").append(random.nextInt()).append(" of a log\n");
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
