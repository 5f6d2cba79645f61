package dev.silt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the example of README.md and keeps the two the same. */
final class ReadmeExampleTest {

  private static final String START = "// example: start";
  private static final String END = "// example: end";

  @Test
  void exampleRuns(@TempDir Path directory) throws IOException {
    Path oldImage = directory.resolve("old.tar");
    Path newImage = directory.resolve("new.tar");
    Path delta = directory.resolve("update.silt");
    Path rebuilt = directory.resolve("rebuilt.tar");
    byte[] program = new byte[200_000];
    new SplittableRandom(20261123).nextBytes(program);
    writeImage(oldImage, program);
    program[100_000] ^= 1;
    String expectedId = writeImage(newImage, program);

    // example: start
    DiffResult made =
        Silt.diff(
            ImageSource.of(oldImage),
            ImageSource.of(newImage),
            delta,
            DiffOptions.smallest()
                .withListener((phase, done, total) -> showProgress(phase.label(), done, total)));
    System.out.println(made.deltaLength() + " bytes instead of " + made.pullLength());

    ApplyResult applied =
        Silt.apply(
            ImageSource.of(oldImage),
            DeltaSource.of(delta),
            rebuilt,
            ApplyOptions.defaults().withFormat(OutputFormat.OCI_ARCHIVE));
    System.out.println("rebuilt and verified " + applied.targetId());
    // example: end

    assertThat(applied.targetId()).isEqualTo(expectedId);
    assertThat(made.targetId()).isEqualTo(expectedId);
    assertThat(made.deltaLength()).isEqualTo(Files.size(delta)).isLessThan(10_000);
    assertThat(rebuilt).isRegularFile();
  }

  @Test
  void readmeHasTheExampleAsItIs() throws IOException {
    String source = Files.readString(Path.of("src/test/java/dev/silt/ReadmeExampleTest.java"));
    int start = source.indexOf('\n', source.indexOf("    " + START)) + 1;
    String example =
        source
            .substring(start, source.lastIndexOf('\n', source.indexOf("    " + END)))
            .lines()
            .map(line -> line.startsWith("    ") ? line.substring(4) : line)
            .collect(Collectors.joining("\n", "```java\n", "\n```\n"));
    assertThat(Files.readString(Path.of("../README.md"))).contains(example);
  }

  private static void showProgress(String phase, long done, long total) {
    assertThat(done).as(phase).isBetween(0L, total);
  }

  /** Writes an oci-archive with one uncompressed layer that holds one file; returns its ID. */
  private static String writeImage(Path archive, byte[] program) throws IOException {
    ByteArrayOutputStream layer = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(layer)) {
      put(tar, "usr/bin/program", program);
    }
    String config =
        """
        {"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["%s"]}}"""
            .formatted(digest(layer.toByteArray()));
    String manifest =
        """
        {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",\
        "config":%s,"layers":[%s]}"""
            .formatted(
                descriptor("config.v1+json", bytes(config)),
                descriptor("layer.v1.tar", layer.toByteArray()));
    String index =
        """
        {"schemaVersion":2,"manifests":[%s]}"""
            .formatted(descriptor("manifest.v1+json", bytes(manifest)));
    try (OutputStream file = Files.newOutputStream(archive);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(file)) {
      put(tar, "oci-layout", bytes("{\"imageLayoutVersion\":\"1.0.0\"}"));
      put(tar, "index.json", bytes(index));
      for (byte[] blob : List.of(bytes(manifest), bytes(config), layer.toByteArray())) {
        put(tar, "blobs/" + digest(blob).replace(':', '/'), blob);
      }
    }
    return digest(bytes(config));
  }

  private static String descriptor(String type, byte[] blob) {
    return """
        {"mediaType":"application/vnd.oci.image.%s","digest":"%s","size":%d}"""
        .formatted(type, digest(blob), blob.length);
  }

  private static void put(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    entry.setModTime(0);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static String digest(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
