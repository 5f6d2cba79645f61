package dev.silt.oracle;

import static org.junit.jupiter.api.Assertions.fail;

import dev.silt.deflate.DeflateEncoder;
import dev.silt.testing.DeflateInputs;
import dev.silt.testing.Programs;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our deflate is zlib's at each level, byte for byte. More inputs: {@code mvn -B -pl core test
 * -Dtest=DeflateOracleTest -Dsilt.deflate.inputs=100000}, others with {@code -Dsilt.seed=N}.
 */
@Tag("oracle")
@SuppressWarnings("NullAway.Init")
class DeflateOracleTest {

  private static final int LEVELS = 9;
  private static final int INPUTS = Integer.getInteger("silt.deflate.inputs", 1000);
  private static final long SEED = Long.getLong("silt.seed", 20261126);

  /** Bytes of inputs that one process is given. */
  private static final int BATCH_LENGTH = 32 << 20;

  private static final int[] EDGES = {
    16383, 16384, 32768, 49152, 65274, 65536, 98042, 98304, 131072
  };

  private final ByteArrayOutputStream ours = new ByteArrayOutputStream();
  private final DeflateEncoder encoder = DeflateEncoder.create(1, ours);
  @TempDir Path directory;

  @BeforeAll
  static void requirePython() {
    Programs.require("python3");
  }

  /** Every length up to 600, of some kind each. */
  @Test
  void shortInputs() throws Exception {
    compare(600, i -> DeflateInputs.of(i % DeflateInputs.KIND_COUNT, i, SEED));
  }

  /** Every length near the ends of buffers. */
  @Test
  void lengthsAroundBuffers() throws Exception {
    int around = 7;
    compare(
        EDGES.length * around * 3,
        i -> {
          int length = EDGES[i / around % EDGES.length] + i % around - around / 2;
          return DeflateInputs.of(i % DeflateInputs.KIND_COUNT, length, SEED + i);
        });
  }

  /** What {@code DeflateGoldenTest} has frozen is zlib's too. */
  @Test
  void goldenInputs() throws Exception {
    List<byte[]> inputs = new ArrayList<>();
    for (int kind = 0; kind < DeflateInputs.KIND_COUNT; kind++) {
      inputs.addAll(DeflateInputs.golden(kind));
    }
    compare(inputs.size(), inputs::get);
  }

  @Test
  void randomInputs() throws Exception {
    compare(INPUTS, i -> DeflateInputs.random(SEED + i));
  }

  /** A longer input, of 64 MiB in the long run. */
  @Test
  void longInput() throws Exception {
    int length = INPUTS >= 100_000 ? 64 << 20 : 3 << 20;
    compare(1, i -> DeflateInputs.of(DeflateInputs.KIND_COUNT - 1, length, SEED));
  }

  private void compare(int count, IntFunction<byte[]> inputs) throws Exception {
    List<byte[]> batch = new ArrayList<>();
    long length = 0;
    for (int i = 0; i < count; i++) {
      byte[] input = inputs.apply(i);
      batch.add(input);
      length += input.length;
      if (length >= BATCH_LENGTH) {
        compareBatch(batch, i + 1 - batch.size());
        batch.clear();
        length = 0;
      }
    }
    compareBatch(batch, count - batch.size());
  }

  private void compareBatch(List<byte[]> batch, int first) throws Exception {
    Path in = directory.resolve("in");
    Path out = directory.resolve("out");
    try (DataOutputStream to = new DataOutputStream(buffered(in))) {
      for (byte[] input : batch) {
        to.writeInt(Integer.reverseBytes(input.length));
        to.write(input);
      }
    }
    Programs.run(directory.resolve("version"), Programs.testdata("oracle/deflate.py"), in, out);
    try (DataInputStream from =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(out)))) {
      for (int i = 0; i < batch.size(); i++) {
        for (int level = 1; level <= LEVELS; level++) {
          byte[] theirs = from.readNBytes(Integer.reverseBytes(from.readInt()));
          compare(batch.get(i), level, theirs, first + i);
        }
      }
    }
  }

  private static OutputStream buffered(Path file) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(file));
  }

  private void compare(byte[] input, int level, byte[] theirs, int number) throws IOException {
    ours.reset();
    encoder.reset(level, ours);
    encoder.write(input, 0, input.length);
    encoder.finish();
    byte[] made = ours.toByteArray();
    if (!Arrays.equals(made, theirs)) {
      fail(
          "input %d of %d bytes, level %d, seed %d: expected=%d bytes, actual=%d, offset=%d"
              .formatted(
                  number,
                  input.length,
                  level,
                  SEED,
                  theirs.length,
                  made.length,
                  Arrays.mismatch(made, theirs)));
    }
  }
}
