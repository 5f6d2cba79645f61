package dev.silt.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns; the last column is never padded. */
final class Table {

  private final boolean[] right;
  private final List<String[]> rows = new ArrayList<>();

  /**
   * Makes an empty table.
   *
   * @param alignment one letter for each column: l left, r right
   */
  Table(String alignment) {
    right = new boolean[alignment.length()];
    for (int i = 0; i < right.length; i++) {
      right[i] = alignment.charAt(i) == 'r';
    }
  }

  /** Adds a row; it has as many cells as the table has columns. */
  Table row(String... cells) {
    if (cells.length != right.length) {
      throw new IllegalArgumentException("cells: " + cells.length + ", columns: " + right.length);
    }
    rows.add(cells.clone());
    return this;
  }

  /** Prints all rows, each after an indent. */
  void print(PrintWriter out, String indent) {
    int[] widths = new int[right.length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder(indent);
      for (int i = 0; i < row.length; i++) {
        String pad = " ".repeat(widths[i] - row[i].length());
        line.append(right[i] ? pad + row[i] : row[i] + pad).append("  ");
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
