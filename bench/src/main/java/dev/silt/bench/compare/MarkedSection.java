package dev.silt.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The part of a Markdown file between two comments, {@code <!-- NAME:begin -->} and {@code <!--
 * NAME:end -->}, each on a line of its own: it belongs to the command, the rest to people.
 *
 * @param file the file
 * @param name of the section
 */
record MarkedSection(Path file, String name) {

  /**
   * Checks that it is there.
   *
   * @throws IOException if it is not, or the file cannot be read
   */
  void require() throws IOException {
    replaced("");
  }

  /** Writes it anew. */
  void replace(String text) throws IOException {
    Files.writeString(file, replaced(text));
  }

  private String replaced(String text) throws IOException {
    String all = Files.readString(file);
    String begin = "<!-- " + name + ":begin -->\n";
    String end = "<!-- " + name + ":end -->\n";
    int from = all.indexOf(begin);
    int to = all.indexOf(end, Math.max(from, 0));
    if (from < 0 || to < 0) {
      throw new IOException(
          file + ": no such section: expected=" + begin.strip() + " and " + end.strip());
    }
    return all.substring(0, from + begin.length()) + "\n" + text + "\n" + all.substring(to);
  }
}
