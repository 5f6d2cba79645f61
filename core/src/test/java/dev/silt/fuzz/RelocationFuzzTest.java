package dev.silt.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Relocates whatever comes. */
class RelocationFuzzTest {

  static List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>(RelocationTarget.seeds());
    seeds.addAll(Seeds.regression("relocation"));
    return seeds;
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "30s")
  void relocation(byte[] input) throws IOException {
    RelocationTarget.run(input);
  }
}
