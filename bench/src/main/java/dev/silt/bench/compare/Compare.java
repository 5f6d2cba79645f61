package dev.silt.bench.compare;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bin/bench}: Silt and other programs side by side, in one table. */
@Command(
    name = "bench",
    synopsisHeading = "Usage: ",
    descriptionHeading = "%n",
    parameterListHeading = "%n",
    optionListHeading = "%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; what failed, took too long or is not installed has a row that says so",
      "1:a tool rebuilt something wrong, or a pair cannot be read",
      "2:wrong usage"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bin/bench CORPUSDIR",
      "  bin/bench CORPUSDIR --update docs/results.md",
      "  bin/bench --pair old.tar new.tar --tools silt-balanced,zstd --both-directions",
      "  bin/bench --files libcrypto.so.3.old libcrypto.so.3.new --json results.json"
    },
    sortOptions = false,
    description = {
      "Makes deltas with Silt's presets and with xdelta3, rdiff, bsdiff and zstd, applies and"
          + " compares each, and prints one table: bytes, seconds, CPU, memory.",
    })
public final class Compare implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "CORPUSDIR",
      description =
          "Pairs as testdata/corpus makes them: NAME/old.oci.tar and NAME/new.oci.tar, or NAME/old"
              + " and NAME/new for plain files.")
  private @Nullable Path corpus;

  @Option(
      names = "--pair",
      arity = "2",
      paramLabel = "IMAGE",
      description = "Two image archives, old and new; may be repeated.")
  private List<Path> images = new ArrayList<>();

  @Option(
      names = "--files",
      arity = "2",
      paramLabel = "FILE",
      description =
          "Two plain files, old and new; may be repeated. Silt gets images with one file.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "PAIR",
      description = "Only these pairs of CORPUSDIR.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--tools",
      split = ",",
      paramLabel = "TOOL",
      defaultValue = ToolNames.ALL,
      description = "Which tools, in this order. Default: ${DEFAULT-VALUE}.")
  private List<String> tools = new ArrayList<>();

  @Option(names = "--both-directions", description = "From new to old too.")
  private boolean bothDirections;

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH[/VARIANT]",
      description = "Which image of an index.")
  private @Nullable String platform;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "900",
      description = "For creating one delta, and again for applying it. Default: ${DEFAULT-VALUE}.")
  private long timeout;

  @Option(
      names = "--max-bsdiff-length",
      paramLabel = "MIB",
      defaultValue = "256",
      description =
          "Old files above that are not given to bsdiff, which takes up to 17 x that in memory, and"
              + " minutes. Default: ${DEFAULT-VALUE}.")
  private long maxBsdiffMebibytes;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "Write the table there instead of to standard output.")
  private @Nullable Path markdown;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the same as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--update",
      paramLabel = "FILE",
      description = "Replace the section of a Markdown file: <!-- NAME:begin --> to :end.")
  private @Nullable Path update;

  @Option(
      names = "--section",
      paramLabel = "NAME",
      defaultValue = "bench",
      description = "The section's name. Default: ${DEFAULT-VALUE}.")
  private String section = "bench";

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Where temporary files go: some six times an image's uncompressed layers.")
  private Path work = Path.of(System.getProperty("java.io.tmpdir"));

  @Option(
      names = "--silt",
      paramLabel = "PROGRAM",
      description = "Another bin/silt; it must pass SILT_OPTS to the JVM.")
  private Path silt = Path.of(System.getProperty("silt.program", "bin/silt"));

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli sees to it
  private boolean help;

  /**
   * Runs it and exits.
   *
   * @param arguments options
   */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(execute(out, err, arguments));
  }

  /** {@return the exit code of one run} */
  static int execute(PrintWriter out, PrintWriter err, String... arguments) {
    return new CommandLine(new Compare())
        .setOut(out)
        .setErr(err)
        .setUsageHelpWidth(100)
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              err.println("bench: " + (e instanceof IOException ? e.getMessage() : e));
              return CommandLine.ExitCode.SOFTWARE;
            })
        .execute(arguments);
  }

  @Override
  public Integer call() throws IOException {
    List<Pair> pairs = pairs();
    ToolNames names = new ToolNames(silt.toAbsolutePath(), platform, maxBsdiffMebibytes << 20);
    List<Tool> chosen = new ArrayList<>();
    for (String name : tools) {
      if (!name.equals(ToolNames.PULL)) {
        chosen.add(names.tool(name).orElseThrow(() -> usage("no such tool: " + name)));
      }
    }
    if (update != null) {
      new MarkedSection(update, section).require();
    }
    PrintWriter log = line().getErr();
    if (!Processes.hasTime()) {
      log.println("bench: no /usr/bin/time (package time): CPU and memory are not measured");
    }
    // Builds Silt where that is due, before any clock runs.
    Machine machine = Machine.ask(silt.toAbsolutePath(), chosen);
    List<PairResults> results;
    try (Scratch scratch = Scratch.create(work)) {
      results =
          new Contest(
                  chosen,
                  tools.contains(ToolNames.PULL),
                  bothDirections,
                  platform,
                  Duration.ofSeconds(timeout),
                  scratch,
                  log)
              .run(pairs);
    }
    write(new Report(machine, Notes.of(chosen, pairs), results));
    return results.stream().anyMatch(PairResults::needsALook) ? CommandLine.ExitCode.SOFTWARE : 0;
  }

  private List<Pair> pairs() throws IOException {
    List<Pair> pairs = new ArrayList<>();
    if (corpus != null) {
      if (!Files.isDirectory(corpus)) {
        throw usage("not a directory: " + corpus);
      }
      List<Pair> all = Corpus.pairs(corpus);
      Set<String> known = all.stream().map(Pair::name).collect(Collectors.toSet());
      for (String name : only) {
        if (!known.contains(name)) {
          throw usage("no such pair in " + corpus + ": " + name);
        }
      }
      all.stream().filter(pair -> only.isEmpty() || only.contains(pair.name())).forEach(pairs::add);
    }
    add(images, false, pairs);
    add(files, true, pairs);
    if (pairs.isEmpty()) {
      throw usage("nothing to compare: CORPUSDIR, --pair OLD NEW or --files OLD NEW");
    }
    return pairs;
  }

  private void add(List<Path> paths, boolean plain, List<Pair> pairs) {
    for (int i = 0; i < paths.size(); i += 2) {
      for (Path path : paths.subList(i, i + 2)) {
        if (!Files.isRegularFile(path)) {
          throw usage("not a file: " + path);
        }
      }
      pairs.add(Pair.of(paths.get(i), paths.get(i + 1), plain));
    }
  }

  private void write(Report report) throws IOException {
    String table = MarkdownTable.of(report);
    if (update != null) {
      new MarkedSection(update, section).replace(table);
    }
    if (markdown != null) {
      Files.writeString(markdown, table);
    } else if (update == null) {
      line().getOut().print(table);
      line().getOut().flush();
    }
    if (json != null) {
      Files.writeString(json, JsonReport.of(report));
    }
  }

  private CommandLine line() {
    return Objects.requireNonNull(spec).commandLine();
  }

  private ParameterException usage(String message) {
    return new ParameterException(line(), message);
  }
}
