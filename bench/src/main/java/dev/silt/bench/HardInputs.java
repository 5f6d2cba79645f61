package dev.silt.bench;

import dev.silt.Preset;
import dev.silt.bench.hard.HardRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Diffs and applies images that are made to be slow, beside random data, and prints tables in
 * Markdown. Times are the processor's. The exit code is 1 if one takes more than ten times as long
 * a byte as random data.
 */
@Command(
    name = "HardInputs",
    description = "Measures images that are made to be slow, beside random data.")
public final class HardInputs implements Callable<Integer> {

  private final PrintWriter out;

  @Option(names = "--mebibytes", description = "Length of a content (default: 64).")
  private int mebibytes = 64;

  @Option(names = "--preset", description = "fast, balanced or smallest; else all.")
  private List<Preset> presets = List.of(Preset.values());

  @Option(names = "--only", description = "Only inputs that have this in their name.")
  private String only = "";

  @Option(names = "--big", description = "One content of 6 GiB too, if there is room.")
  private boolean big;

  @Parameters(arity = "0..1", paramLabel = "DIRECTORY", description = "For the images.")
  private Path directory = Path.of(System.getProperty("java.io.tmpdir"));

  private HardInputs(PrintWriter out) {
    this.out = out;
  }

  /**
   * Runs it.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    System.exit(execute(new PrintWriter(System.out, true, StandardCharsets.UTF_8), arguments));
  }

  static int execute(PrintWriter out, String... arguments) {
    return new CommandLine(new HardInputs(out))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute(arguments);
  }

  @Override
  public Integer call() throws IOException {
    return new HardRun(out, directory, mebibytes, only).run(presets, big) > 0 ? 1 : 0;
  }
}
