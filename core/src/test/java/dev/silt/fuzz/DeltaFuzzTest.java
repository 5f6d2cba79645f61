package dev.silt.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Applies whatever delta comes. */
class DeltaFuzzTest {

  private static final DeltaTarget TARGET = target();

  private static DeltaTarget target() {
    try {
      return DeltaTarget.create();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>(TARGET.seeds());
    seeds.addAll(Seeds.regression("delta"));
    return seeds;
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "30s")
  void delta(byte[] input) throws IOException {
    TARGET.run(input);
  }
}
