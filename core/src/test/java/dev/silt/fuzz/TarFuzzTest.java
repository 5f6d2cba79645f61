package dev.silt.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Gives back whatever tar stream comes. */
class TarFuzzTest {

  static List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>(Seeds.tars());
    seeds.addAll(Seeds.regression("tar"));
    return seeds;
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "30s")
  void tar(byte[] input) throws IOException {
    TarTarget.run(input);
    TarTarget.run(TarTarget.repaired(input));
  }
}
