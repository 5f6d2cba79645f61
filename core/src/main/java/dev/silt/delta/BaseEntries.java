package dev.silt.delta;

import dev.silt.tar.TarEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All tar entries of the base's layers, in order, hidden ones included: what the entries of rebuilt
 * layers are predicted from. Base files, the entries with data, are numbered in the same order.
 * Immutable and safe for several threads; about 100 bytes an entry beside the entries themselves.
 */
public final class BaseEntries {

  private final List<TarEntry> entries;
  private final byte[][] bodies;
  private final int[] fileNumbers;
  private final int[] fileEntries;
  private final int[] sorted;

  private BaseEntries(List<TarEntry> entries) {
    this.entries = entries;
    int count = entries.size();
    bodies = new byte[count][];
    fileNumbers = new int[count];
    int fileCount = 0;
    for (int i = 0; i < count; i++) {
      bodies[i] = EntryPath.body(entries.get(i).path());
      fileNumbers[i] = entries.get(i).dataLength() > 0 ? fileCount++ : -1;
    }
    fileEntries = new int[fileCount];
    for (int i = 0; i < count; i++) {
      if (fileNumbers[i] >= 0) {
        fileEntries[fileNumbers[i]] = i;
      }
    }
    sorted = sort(count);
  }

  /**
   * Indexes entries.
   *
   * @param layers the entries of each base layer
   * @return the index
   */
  public static BaseEntries of(List<List<TarEntry>> layers) {
    List<TarEntry> all = new ArrayList<>();
    layers.forEach(all::addAll);
    return new BaseEntries(all);
  }

  /** Indices of entries in path order; of those with one path only the last. */
  private int[] sort(int count) {
    Integer[] order = new Integer[count];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order,
        (i, j) -> {
          int byPath = EntryPath.compare(bodies[i], bodies[j]);
          return byPath != 0 ? byPath : Integer.compare(i, j);
        });
    int[] last = new int[count];
    int kept = 0;
    for (int k = 0; k < count; k++) {
      if (k + 1 == count || !Arrays.equals(bodies[order[k]], bodies[order[k + 1]])) {
        last[kept++] = order[k];
      }
    }
    return Arrays.copyOf(last, kept);
  }

  /** {@return how many entries there are} */
  public int count() {
    return entries.size();
  }

  /** {@return how many base files there are} */
  public int fileCount() {
    return fileEntries.length;
  }

  /**
   * Returns an entry.
   *
   * @param index its index
   * @return the entry
   */
  public TarEntry entry(int index) {
    return entries.get(index);
  }

  /**
   * Returns the entry of a base file.
   *
   * @param file a base file's number
   * @return its entry
   */
  public TarEntry file(int file) {
    return entries.get(fileEntries[file]);
  }

  /**
   * Returns the number of an entry's base file.
   *
   * @param index the entry's index
   * @return its file's number, or -1 if it has no data
   */
  public int fileNumber(int index) {
    return fileNumbers[index];
  }

  byte[] body(int index) {
    return bodies[index];
  }

  /**
   * Finds a path.
   *
   * @param path as a tar entry has it
   * @return index of the last entry with this path, whatever its ends, or -1
   */
  public int find(byte[] path) {
    return findBody(EntryPath.body(path));
  }

  int findBody(byte[] body) {
    int at = search(body);
    return at >= 0 ? sorted[at] : -1;
  }

  /** {@return index of the first entry after a body in path order, or -1} */
  int successor(byte[] body) {
    int at = search(body);
    int next = at >= 0 ? at + 1 : -at - 1;
    return next < sorted.length ? sorted[next] : -1;
  }

  private int search(byte[] body) {
    int low = 0;
    int high = sorted.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = EntryPath.compare(bodies[sorted[middle]], body);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }
}
