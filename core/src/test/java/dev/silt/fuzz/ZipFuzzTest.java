package dev.silt.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Sees through whatever file comes, and packs whatever skeleton. */
class ZipFuzzTest {

  static List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>(ZipTarget.seeds());
    seeds.addAll(Seeds.regression("zip"));
    return seeds;
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "30s")
  void zip(byte[] input) throws IOException {
    ZipTarget.run(input);
  }
}
