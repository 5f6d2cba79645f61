package dev.silt.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists whatever comes. */
class ArchiveFuzzTest {

  static List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>(Seeds.archives());
    seeds.addAll(Seeds.regression("archive"));
    return seeds;
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "30s")
  void archive(byte[] input) throws IOException {
    ArchiveTarget.run(input);
  }
}
