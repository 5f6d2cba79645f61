package dev.silt.tree;

import static dev.silt.tar.TarBytes.bytes;

import dev.silt.error.Limits;
import dev.silt.hash.Digest;
import dev.silt.tar.TarBytes;
import dev.silt.tar.TarEntry;
import dev.silt.tar.TarReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small layers as words, and trees as lines. */
final class Layers {

  private Layers() {}

  /**
   * Flattens layers. An entry is {@code d:PATH}, {@code f:PATH=CONTENT}, {@code l:PATH=TARGET},
   * {@code h:PATH=TARGET}, {@code p:PATH} or another type's letter in place of these.
   */
  static FlatTree flatten(String[]... layers) throws IOException {
    TreeBuilder builder = TreeBuilder.create(Limits.defaults());
    for (String[] layer : layers) {
      add(builder, layer);
    }
    return builder.build();
  }

  static String[] layer(String... entries) {
    return entries;
  }

  static void add(TreeBuilder builder, String... layer) throws IOException {
    TarBytes tar = new TarBytes();
    for (String entry : layer) {
      int equals = entry.indexOf('=');
      String path = entry.substring(2, equals < 0 ? entry.length() : equals);
      String value = equals < 0 ? "" : entry.substring(equals + 1);
      switch (entry.charAt(0)) {
        case 'd' -> tar.entry(path, '5', "");
        case 'f' -> tar.file(path, value);
        case 'l' -> tar.entry(path, '2', value);
        case 'h' -> tar.entry(path, '1', value);
        case 'p' -> tar.entry(path, '6', "");
        default -> tar.entry(path, entry.charAt(0), "");
      }
    }
    TarReader reader = TarReader.open(new ByteArrayInputStream(tar.done()), Limits.defaults());
    for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
      builder.add(entry, digest(entry, reader), reader.dataOffset());
    }
    builder.endLayer();
  }

  private static @Nullable Digest digest(TarEntry entry, TarReader reader) throws IOException {
    byte[] content = new byte[100];
    int length = entry.isRegular() ? Math.max(0, reader.read(content, 0, 100)) : -1;
    return length < 0 ? null : Digest.sha256(Arrays.copyOf(content, length));
  }

  /**
   * {@return what a tree has but the root} In its order: {@code d:PATH}, with a question mark if
   * implied, {@code f:PATH}, {@code l:PATH=TARGET}, {@code h:PATH=FIRST}, or the type's letter and
   * the path.
   */
  static List<String> lines(FlatTree tree) {
    List<String> lines = new ArrayList<>();
    for (int node = 1; node < tree.count(); node++) {
      TarEntry entry = tree.entry(node);
      String path = text(tree.path(node));
      if (tree.firstLink(node) != node) {
        lines.add("h:" + path + "=" + text(tree.path(tree.firstLink(node))));
      } else if (entry.isDirectory()) {
        lines.add((tree.isImplied(node) ? "?:" : "d:") + path);
      } else if (entry.isSymbolicLink()) {
        lines.add("l:" + path + "=" + text(entry.linkTarget()));
      } else {
        lines.add((entry.isRegular() ? "f:" : (char) entry.type() + ":") + path);
      }
    }
    return lines;
  }

  /** {@return whether a path has this content} */
  static boolean hasContent(FlatTree tree, String path, String content) {
    int node = tree.find(bytes(path));
    Digest digest = tree.digest(node);
    return digest != null && digest.equals(Digest.sha256(bytes(content)));
  }

  private static String text(byte[] path) {
    return new String(path, StandardCharsets.ISO_8859_1);
  }
}
