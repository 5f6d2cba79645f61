package dev.silt.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.silt.TreeEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the listing to GNU tar's own. */
final class TarOracleTest {

  @Test
  void linesAreThoseOfGnuTar(@TempDir Path directory) throws Exception {
    assumeTrue(gnuTar(), "GNU tar is not installed");
    List<TreeEntry> entries = new ArrayList<>();
    entries.add(Entries.directory("d", 02755));
    for (int value = 1; value < 256; value++) {
      if (value != '/') {
        entries.add(Entries.file("d/" + (char) value + "x", value & 0777 | (value & 7) << 9, 0));
      }
    }
    for (String name : List.of("\u00c3\u00a9", "\u00e2\u0082\u00ac", "\u00f0\u009f\u0090\u00b3")) {
      entries.add(Entries.symbolicLink("d/" + name, "to " + name + "\\"));
    }
    entries.add(Entries.hardLink("d/hard", "d/ax"));
    entries.add(Entries.device("d/b", 'b', 8, 1));
    entries.add(Entries.device("d/c", 'c', 1, 3));
    entries.add(Entries.device("d/p", 'p', 0, 0));
    entries.add(Entries.owned("d/o", 70000, 70001, "", "", 86399));
    entries.add(Entries.owned("d/long", 1, 1, "user-name-of-some-length", "group-name", 0));
    entries.add(Entries.owned("d/after", 1, 1, "u", "g", 0));

    Path archive = directory.resolve("a.tar");
    write(entries, archive);
    ProcessBuilder builder = new ProcessBuilder("tar", "tvf", archive.toString());
    builder.environment().putAll(Map.of("TZ", "UTC", "LC_ALL", "C.UTF-8"));
    Process tar = builder.redirectError(directory.resolve("err").toFile()).start();
    String expected = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tar.waitFor()).isZero();

    TarListing listing = new TarListing(false);
    assertThat(entries.stream().map(listing::line).collect(Collectors.joining("\n", "", "\n")))
        .isEqualTo(expected);
  }

  private static void write(List<TreeEntry> entries, Path archive) throws IOException {
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(
            Files.newOutputStream(archive), StandardCharsets.ISO_8859_1.name())) {
      for (TreeEntry entry : entries) {
        tar.putArchiveEntry(header(entry));
        tar.write(new byte[entry.hardLinkOf() == null ? (int) entry.length() : 0]);
        tar.closeArchiveEntry();
      }
    }
  }

  private static TarArchiveEntry header(TreeEntry entry) {
    String path = new String(entry.path(), StandardCharsets.ISO_8859_1);
    byte type =
        switch (entry.type()) {
          case 'd' -> TarConstants.LF_DIR;
          case 'l' -> TarConstants.LF_SYMLINK;
          case 'b' -> TarConstants.LF_BLK;
          case 'c' -> TarConstants.LF_CHR;
          case 'p' -> TarConstants.LF_FIFO;
          default -> entry.hardLinkOf() == null ? TarConstants.LF_NORMAL : TarConstants.LF_LINK;
        };
    TarArchiveEntry header =
        new TarArchiveEntry(type == TarConstants.LF_DIR ? path + "/" : path, type);
    header.setMode(entry.mode());
    header.setIds((int) entry.uid(), (int) entry.gid());
    header.setNames(entry.userName(), entry.groupName());
    header.setModTime(entry.mtimeSeconds() * 1000);
    header.setDevMajor((int) entry.deviceMajor());
    header.setDevMinor((int) entry.deviceMinor());
    byte[] link = entry.hardLinkOf() == null ? entry.linkTarget() : entry.hardLinkOf();
    if (link != null) {
      header.setLinkName(new String(link, StandardCharsets.ISO_8859_1));
    }
    header.setSize(type == TarConstants.LF_NORMAL ? entry.length() : 0);
    return header;
  }

  private static boolean gnuTar() throws InterruptedException {
    try {
      Process process = new ProcessBuilder("tar", "--version").start();
      String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 && version.contains("GNU tar");
    } catch (IOException e) {
      return false;
    }
  }
}
