package dev.silt.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.bench.OneFileImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on tiny images and files, with the programs that this machine has. */
class CompareTest {

  private static final int LENGTH = 100_000;

  private final Path directory;
  private final Path work;
  private final Path corpus;
  private Path silt;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  CompareTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    work = Files.createDirectory(directory.resolve("work"));
    corpus = directory.resolve("corpus");
    byte[] base = new byte[LENGTH];
    new SplittableRandom(1).nextBytes(base);
    byte[] target = base.clone();
    target[LENGTH / 2]++;
    Path images = Files.createDirectories(corpus.resolve("images"));
    image(images.resolve("old.oci.tar"), base);
    image(images.resolve("new.oci.tar"), target);
    Path files = Files.createDirectories(corpus.resolve("files"));
    Files.write(files.resolve("old"), base);
    Files.write(files.resolve("new"), target);
    silt =
        script(
            directory,
            "\"%s\" $SILT_OPTS -cp \"%s\" dev.silt.cli.Main \"$@\""
                .formatted(
                    Path.of(System.getProperty("java.home"), "bin", "java"),
                    System.getProperty("java.class.path")));
  }

  private static void image(Path archive, byte[] content) throws IOException {
    OneFileImage.write(archive, new ByteArrayInputStream(content), content.length);
  }

  private static Path script(Path directory, String command) throws IOException {
    Path script = Files.createTempFile(directory, "silt", ".sh");
    Files.writeString(script, "#!/bin/sh\n" + command + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script;
  }

  private int run(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("--silt", silt.toString(), "--work", work.toString()));
    arguments.addAll(List.of(more));
    return Compare.execute(
        new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
  }

  @Test
  void comparesAllThereIs() throws Exception {
    Path json = directory.resolve("results.json");

    int code = run(corpus.toString(), "--json", json.toString());

    assertThat(code).as(err.toString()).isZero();
    // pull, three presets, four peers
    assertThat(rows()).hasSize(2 * 8);
    assertThat(rows()).allMatch(row -> row.matches(".*\\| (-|ok|skipped: not installed) \\|"));
    assertThat(rows().stream().filter(row -> row.contains("| silt-")))
        .hasSize(2 * 3)
        .allMatch(row -> row.endsWith("| ok |"));
    assertThat(json).content().contains("\"name\" : \"files\"");
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void goesThereAndBack() {
    int code =
        run(
            corpus.toString(),
            "--both-directions",
            "--only",
            "images",
            "--tools",
            "pull,silt-fast");

    assertThat(code).as(err.toString()).isZero();
    assertThat(rows()).hasSize(2 * 2);
    assertThat(rows().get(3)).startsWith("| images, back | silt-fast |").endsWith("| ok |");
  }

  private List<String> rows() {
    return out.toString().lines().filter(line -> line.matches("\\| (images|files).*")).toList();
  }

  @Test
  void aWrongResultIsSaidAndExitsWith1() throws Exception {
    // apply gives back the base
    silt = script(directory, "case $1 in diff) : > \"$6\" ;; apply) cp \"$5\" \"$4\" ;; esac");

    int code = run(corpus.toString(), "--only", "images", "--tools", "silt-fast");

    assertThat(code).isEqualTo(1);
    assertThat(out.toString()).contains("| WRONG: another image: sha256:");
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void aToolThatFailsIsARow() throws Exception {
    silt = script(directory, "echo no idea >&2; exit 7");

    int code = run(corpus.toString(), "--tools", "pull,silt-fast");

    assertThat(code).isZero();
    assertThat(out.toString()).contains("| failed: create failed with 7: no idea |");
  }

  @Test
  void aPairThatCannotBeReadIsARow() throws Exception {
    Path broken = directory.resolve("broken.tar");
    Files.writeString(broken, "no image");

    int code = run("--pair", broken.toString(), broken.toString(), "--tools", "silt-fast,zstd");

    assertThat(code).isEqualTo(1);
    assertThat(out.toString())
        .contains("| broken.tar to broken.tar | silt-fast | - |")
        .contains("| not read: ");
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void rewritesASection() throws Exception {
    Path page = directory.resolve("page.md");
    Files.writeString(page, "<!-- bench:begin -->\n<!-- bench:end -->\n");
    Path files = corpus.resolve("files");

    int code =
        run(
            "--files",
            files.resolve("old").toString(),
            files.resolve("new").toString(),
            "--tools",
            "pull",
            "--update",
            page.toString());

    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(page).content().contains("| old to new | pull | ");
  }

  @Test
  void wrongUsageIsSaid() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("nothing to compare");
    assertThat(run(corpus.toString(), "--only", "nobody")).isEqualTo(2);
    assertThat(run(corpus.toString(), "--tools", "none")).isEqualTo(2);
    assertThat(run(corpus.toString(), "--update", corpus.resolve("none").toString())).isEqualTo(1);
  }
}
