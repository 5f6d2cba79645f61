package dev.silt.tar;

import java.util.Arrays;

/** Go's path.Clean on bytes. */
public final class GoPath {

  private GoPath() {}

  /**
   * Gives the shortest path that means the same, without looking at any file system: no empty or
   * {@code .} components, {@code ..} only at the beginning of a relative path, no slash at the end.
   *
   * @param path any bytes
   * @return the clean path, {@code .} if nothing is left of a relative one; maybe the same array
   */
  public static byte[] clean(byte[] path) {
    if (path.length == 0) {
      return new byte[] {'.'};
    }
    boolean rooted = path[0] == '/';
    byte[] out = new byte[path.length];
    int length = rooted ? 1 : 0;
    int keep = length;
    out[0] = '/';
    int at = length;
    while (at < path.length) {
      int end = componentEnd(path, at);
      if (isDots(path, at, end, 2) && length > keep) {
        length = parentLength(out, length, keep);
      } else if (isDots(path, at, end, 2) ? !rooted : end > at && !isDots(path, at, end, 1)) {
        if (length > (rooted ? 1 : 0)) {
          out[length++] = '/';
        }
        System.arraycopy(path, at, out, length, end - at);
        length += end - at;
        keep = isDots(path, at, end, 2) ? length : keep;
      }
      at = end + 1;
    }
    if (length == 0) {
      return new byte[] {'.'};
    }
    return length == path.length ? path : Arrays.copyOf(out, length);
  }

  private static int componentEnd(byte[] path, int from) {
    int end = from;
    while (end < path.length && path[end] != '/') {
      end++;
    }
    return end;
  }

  private static boolean isDots(byte[] path, int from, int to, int count) {
    return to - from == count && path[from] == '.' && path[to - 1] == '.';
  }

  private static int parentLength(byte[] out, int length, int keep) {
    int end = length - 1;
    while (end > keep && out[end] != '/') {
      end--;
    }
    return end;
  }
}
