package dev.silt.bench.hard;

import dev.silt.Preset;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures all cases with one preset after the other. */
public final class HardRun {

  /** Old and new image, and the one that is made, with what is spooled for each. */
  private static final int BIG_SHARE = 6;

  private static final long BIG_LENGTH = 6L << 30;
  private static final int WARM_UP = 16; // MiB at most

  private final PrintWriter out;
  private final Path directory;
  private final int mebibytes;
  private final String only;

  /**
   * A run.
   *
   * @param out takes the tables
   * @param directory for the images
   * @param mebibytes of a content
   * @param only what the names of the cases to run have in them
   */
  public HardRun(PrintWriter out, Path directory, int mebibytes, String only) {
    this.out = out;
    this.directory = directory;
    this.mebibytes = mebibytes;
    this.only = only;
  }

  /**
   * Runs it.
   *
   * @param presets which
   * @param big whether with the content of 6 GiB
   * @return rows above ten times the time of random data
   * @throws IOException if something fails
   */
  public int run(List<Preset> presets, boolean big) throws IOException {
    List<HardCase> cases = new ArrayList<>(HardCases.of(mebibytes));
    cases.removeIf(input -> !input.name().contains(only));
    if (big && hasRoom()) {
      cases.add(HardCases.big());
    }
    int exceeding = 0;
    for (Preset preset : presets) {
      measure(HardCases.edited(Math.min(mebibytes, WARM_UP)), preset);
      Measured unrelated = measure(HardCases.unrelated(mebibytes), preset);
      Measured edited = measure(HardCases.edited(mebibytes), preset);
      out.printf("%nPreset %s:%n%n", preset.name().toLowerCase(Locale.ROOT));
      HardTable table = new HardTable(out, unrelated, edited);
      for (HardCase input : cases) {
        table.add(measure(input, preset));
      }
      exceeding += table.exceeding();
    }
    return exceeding;
  }

  private Measured measure(HardCase input, Preset preset) throws IOException {
    try (Trial trial = Trial.create(input, directory)) {
      return trial.run(preset);
    }
  }

  private boolean hasRoom() throws IOException {
    long free = Files.getFileStore(Files.createDirectories(directory)).getUsableSpace();
    if (free >= BIG_SHARE * BIG_LENGTH) {
      return true;
    }
    out.printf("No room for the 6 GiB: expected=%,d, actual=%,d%n", BIG_SHARE * BIG_LENGTH, free);
    return false;
  }
}
