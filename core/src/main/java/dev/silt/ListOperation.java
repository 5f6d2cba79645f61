package dev.silt;

import java.io.IOException;
import java.util.List;

/** {@link Silt#list}. */
final class ListOperation {
  private ListOperation() {}

  static List<TreeEntry> run(ImageSource image, TreeOptions options) throws IOException {
    throw new IOException("todo");
  }
}
