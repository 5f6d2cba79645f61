package dev.silt.property;

import dev.silt.ImageSource;
import dev.silt.Silt;
import dev.silt.TreeEntry;
import dev.silt.TreeOptions;
import dev.silt.testing.Bytes;
import dev.silt.testing.Item;
import dev.silt.testing.TreeModel;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A flattened tree as lines of text, from the library or from the model. Stateless. */
final class ListedTree {

  private static final String IMPLICIT = "directory without an entry";

  private ListedTree() {}

  /** Fails unless the library's tree is the model's. */
  static void check(SortedMap<String, String> listed, TreeModel model) {
    SortedMap<String, String> expected = of(model);
    SortedMap<String, String> actual = new TreeMap<>(listed);
    expected.forEach(
        (path, line) -> {
          if (line.equals(IMPLICIT) && actual.getOrDefault(path, "").startsWith("d|")) {
            actual.put(path, IMPLICIT);
          }
        });
    if (!expected.containsKey("")) {
      actual.remove("");
    }
    checkSame(expected, actual);
  }

  /** Fails with what differs unless both trees are the same. */
  static void checkSame(SortedMap<String, String> expected, SortedMap<String, String> actual) {
    if (!expected.equals(actual)) {
      Map<String, String> missing = new TreeMap<>(expected);
      Map<String, String> extra = new TreeMap<>(actual);
      missing.entrySet().removeAll(actual.entrySet());
      extra.entrySet().removeAll(expected.entrySet());
      throw new AssertionError("tree: expected=" + missing + ", actual=" + extra);
    }
  }

  /** {@return what the library lists, every field, by path} */
  static SortedMap<String, String> of(ImageSource image, int threadCount) throws IOException {
    List<TreeEntry> entries =
        Silt.list(image, TreeOptions.defaults().withDigests(true).withThreadCount(threadCount));
    SortedMap<String, String> out = new TreeMap<>();
    for (TreeEntry entry : entries) {
      String path = Bytes.latin1(entry.path());
      String first = entry.hardLinkOf() == null ? path : Bytes.latin1(entry.hardLinkOf());
      String link = entry.linkTarget() == null ? "" : Bytes.latin1(entry.linkTarget());
      Map<String, String> xattrs = new TreeMap<>();
      entry.xattrs().forEach((name, value) -> xattrs.put(name, Bytes.latin1(value)));
      String line =
          line(entry.type(), entry.mode(), entry.uid(), entry.gid(), entry.mtimeSeconds())
              + ("|" + entry.mtimeNanos() + "|" + entry.length() + "|" + link)
              + ("|" + entry.deviceMajor() + ":" + entry.deviceMinor() + "|" + xattrs)
              + ("|" + entry.sha256() + "|" + first);
      if (out.put(path, line) != null) {
        throw new AssertionError("listed twice: " + path);
      }
    }
    return canonical(out);
  }

  /** {@return what the library should list; directories without an entry have no attributes} */
  @SuppressWarnings("ReferenceEquality") // one object stands for them all
  static SortedMap<String, String> of(TreeModel model) {
    SortedMap<String, String> out = new TreeMap<>();
    SortedMap<String, String> implicit = new TreeMap<>();
    IdentityHashMap<Object, String> first = new IdentityHashMap<>();
    model.forEach(
        (path, inode, item) -> {
          if (item == TreeModel.IMPLICIT) {
            implicit.put(path, IMPLICIT);
            return;
          }
          first.putIfAbsent(inode, path);
          char type =
              item.isDirectory()
                  ? 'd'
                  : item.isFile() ? '-' : "lcbp".charAt("2346".indexOf(item.type()));
          boolean device = type == 'c' || type == 'b';
          out.put(
              path,
              line(type, item.mode() & 07777, item.uid(), item.gid(), item.seconds())
                  + ("|" + nanos(item) + "|" + item.data().length)
                  + ("|" + (type == 'l' ? item.link() : ""))
                  + (device ? "|" + item.major() + ":" + item.minor() : "|0:0")
                  + ("|" + item.xattrs() + "|" + (type == '-' ? Bytes.sha256(item.data()) : null))
                  + ("|" + first.get(inode)));
        });
    SortedMap<String, String> all = canonical(out);
    all.putAll(implicit);
    return all;
  }

  private static String line(char type, int mode, long uid, long gid, long seconds) {
    return type + "|" + Integer.toOctalString(mode) + "|" + uid + ":" + gid + "|" + seconds;
  }

  private static int nanos(Item item) {
    return Integer.parseInt((item.fraction() + "000000000").substring(0, 9));
  }

  /** Names each hard-linked file by the least of its paths as strings. */
  private static SortedMap<String, String> canonical(SortedMap<String, String> lines) {
    Map<String, String> least = new TreeMap<>();
    lines.forEach((path, line) -> least.putIfAbsent(line.substring(line.lastIndexOf('|')), path));
    SortedMap<String, String> out = new TreeMap<>();
    lines.forEach(
        (path, line) -> {
          int bar = line.lastIndexOf('|');
          out.put(path, line.substring(0, bar + 1) + least.get(line.substring(bar)));
        });
    return out;
  }
}
