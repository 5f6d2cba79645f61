package dev.silt.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.silt.ImageSource;
import dev.silt.Silt;
import dev.silt.TreeEntry;
import dev.silt.TreeOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code silt ls}: lists an image as a container would see it. */
@Command(
    name = "ls",
    description = "List the files of an image, its layers applied, as tar tv does; times are UTC.",
    footer = {
      "  silt ls image.tar",
      "  silt ls image.tar etc/ssl",
      "  silt ls image.tar --json --digests | jq -r 'select(.mode == \"4755\").path'"
    })
final class LsCommand extends SiltCommand {

  private static final int LINES_BETWEEN_CHECKS = 256;

  @Parameters(
      index = "0",
      paramLabel = "IMAGE",
      description =
          "An archive, an OCI layout directory, a root file system's directory, or - (stdin).")
  private String image = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PATH",
      description = "List only this path and what is below it.")
  private @Nullable String path;

  @Option(
      names = "--json",
      order = 10,
      description = "Print one JSON object a line; names that are not UTF-8 in base64 too.")
  private boolean json;

  @Option(names = "--digests", order = 11, description = "Show the SHA-256 of each file's content.")
  private boolean digests;

  @Option(
      names = "--platform",
      converter = PlatformText.class,
      paramLabel = "OS/ARCH[/VARIANT]",
      order = 20,
      description = "Which platform of an index.")
  private @Nullable String platform;

  @Option(
      names = "--ref",
      paramLabel = "NAME",
      order = 21,
      description = "Which image of the archive, if it holds several.")
  private @Nullable String reference;

  @Mixin private final RunOptions runOptions = new RunOptions();

  @Override
  void run() throws IOException {
    ImageSource source =
        new Inputs(this).image(image).withPlatform(platform).withReference(reference);
    TreeOptions options = TreeOptions.defaults();
    List<TreeEntry> entries;
    try (ProgressBars bars = runOptions.progress(err())) {
      entries =
          Silt.list(
              source,
              options
                  .withDigests(digests)
                  .withThreadCount(runOptions.threadCount(this, options.threadCount()))
                  .withListener(bars));
    }
    if (path != null) {
      Subtree subtree = Subtree.of(path.getBytes(StandardCharsets.UTF_8));
      entries = entries.stream().filter(entry -> subtree.contains(entry.path())).toList();
      if (entries.isEmpty()) {
        throw new NoSuchFileException(path + " (in " + source + ")");
      }
    }
    if (json) {
      printJson(entries, out());
    } else {
      printText(entries, digests, out());
    }
  }

  /** Stops early when nobody reads any more, as in {@code silt ls image.tar | head}. */
  static void printText(List<TreeEntry> entries, boolean digests, PrintWriter out) {
    TarListing listing = new TarListing(digests);
    int count = 0;
    for (TreeEntry entry : entries) {
      out.print(listing.line(entry));
      out.print('\n');
      if (++count % LINES_BETWEEN_CHECKS == 0 && out.checkError()) {
        return;
      }
    }
  }

  static void printJson(List<TreeEntry> entries, PrintWriter out) throws IOException {
    int count = 0;
    try (JsonGenerator json = JsonLines.generator(out)) {
      json.setRootValueSeparator(null);
      for (TreeEntry entry : entries) {
        TreeJson.write(entry, json);
        json.writeRaw('\n');
        if (++count % LINES_BETWEEN_CHECKS == 0) {
          json.flush();
          if (out.checkError()) {
            return;
          }
        }
      }
    }
  }
}
