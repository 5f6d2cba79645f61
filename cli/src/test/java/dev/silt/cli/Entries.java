package dev.silt.cli;

import dev.silt.TreeEntry;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hand-made tree entries; text is taken as Latin-1, so that it can stand for any bytes. */
final class Entries {

  /** 2001-09-09 01:46:40 UTC. */
  static final long TIME = 1_000_000_000L;

  private Entries() {}

  static TreeEntry file(String path, int mode, long length) {
    return entry(path, '-', mode, length, null, null);
  }

  static TreeEntry directory(String path, int mode) {
    return entry(path, 'd', mode, 0, null, null);
  }

  static TreeEntry symbolicLink(String path, String target) {
    return entry(path, 'l', 0777, 0, target, null);
  }

  static TreeEntry hardLink(String path, String first) {
    return entry(path, '-', 0644, 5, null, first);
  }

  static TreeEntry device(String path, char type, long major, long minor) {
    return new TreeEntry(
        bytes(path),
        type,
        0660,
        0,
        6,
        "root",
        "disk",
        0,
        TIME,
        0,
        null,
        null,
        major,
        minor,
        Map.of(),
        null);
  }

  static TreeEntry owned(String path, long uid, long gid, String user, String group, long time) {
    return new TreeEntry(
        bytes(path),
        '-',
        0600,
        uid,
        gid,
        user,
        group,
        1,
        time,
        0,
        null,
        null,
        0,
        0,
        Map.of(),
        null);
  }

  static byte[] bytes(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static TreeEntry entry(
      String path,
      char type,
      int mode,
      long length,
      @Nullable String target,
      @Nullable String first) {
    return new TreeEntry(
        bytes(path),
        type,
        mode,
        0,
        0,
        "root",
        "root",
        length,
        TIME,
        0,
        target == null ? null : bytes(target),
        first == null ? null : bytes(first),
        0,
        0,
        Map.of(),
        null);
  }
}
