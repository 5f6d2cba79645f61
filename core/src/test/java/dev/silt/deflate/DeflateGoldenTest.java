package dev.silt.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.testing.Bytes;
import dev.silt.testing.DeflateInputs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The models never change: deltas name them by number. Each line of the file has a kind of input,
 * and the SHA-256 of what all inputs of that kind become at a level (level 0: of the inputs
 * themselves). {@code dev.silt.oracle.DeflateOracleTest} holds the same inputs to zlib. A new kind
 * is added with {@code mvn -B -q -pl core test -Dtest=DeflateGoldenTest -Dsilt.golden=write}; other
 * lines must stay as they are.
 */
class DeflateGoldenTest {

  private static final Path FILE = Path.of("src/test/resources/deflate/levels.sha256");
  private static final int LEVELS = 9;

  @Test
  void levelsMakeWhatTheyAlwaysMade() throws IOException {
    List<String> lines = lines();
    if ("write".equals(System.getProperty("silt.golden"))) {
      Files.createDirectories(FILE.getParent());
      Files.write(FILE, lines);
    }

    assertThat(lines).isEqualTo(Files.readAllLines(FILE));
  }

  private static List<String> lines() throws IOException {
    DeflateEncoder encoder = DeflateEncoder.create(1, OutputStream.nullOutputStream());
    List<String> lines = new ArrayList<>();
    for (int kind = 0; kind < DeflateInputs.KIND_COUNT; kind++) {
      List<byte[]> inputs = DeflateInputs.golden(kind);
      for (int level = 0; level <= LEVELS; level++) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] input : inputs) {
          all.writeBytes(level == 0 ? input : Deflated.of(encoder, input, level));
        }
        lines.add(kind + " " + level + " " + Bytes.sha256(all.toByteArray()));
      }
    }
    return lines;
  }
}
