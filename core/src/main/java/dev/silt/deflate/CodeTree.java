package dev.silt.deflate;

/**
 * Huffman's algorithm on a binary heap. Among nodes of equal frequency the lower one goes first;
 * beyond that the moves of the heap decide, so they are part of the model: build bottom up, take
 * the first away by moving the last to the top, put a merged node in place of its second child. Not
 * thread-safe; reused.
 */
final class CodeTree {

  // A node in the heap is one int: frequency, height, index. The sum of all frequencies is below
  // 2^15, so no tree is higher than 20: a tree of height h needs the (h+2)th Fibonacci number.
  private static final int INDEX_BITS = 10;
  private static final int HEIGHT_BITS = 5;
  private static final int INDEX_MASK = (1 << INDEX_BITS) - 1;
  private static final int HEIGHT_MASK = (1 << HEIGHT_BITS) - 1;
  private static final int FREQUENCY_SHIFT = INDEX_BITS + HEIGHT_BITS;

  private final int symbolCount;
  private final int[] heap;
  private final int[] parents;
  private final byte[] depths;

  /** Indices of nodes in the order in which they were taken; the root last. */
  private final int[] order;

  private int heapCount;
  private int orderCount;

  CodeTree(int symbolCount) {
    this.symbolCount = symbolCount;
    this.heap = new int[symbolCount + 1];
    this.parents = new int[2 * symbolCount];
    this.depths = new byte[2 * symbolCount];
    this.order = new int[2 * symbolCount];
  }

  /**
   * Makes a tree for the symbols with a frequency above 0. If there are fewer than two, symbols
   * that do not occur join them: a code has two words at least.
   *
   * @return number of symbols up to the last one in the tree
   */
  int build(int[] frequencies) {
    heapCount = 0;
    int last = -1;
    for (int symbol = 0; symbol < symbolCount; symbol++) {
      if (frequencies[symbol] != 0) {
        heap[++heapCount] = frequencies[symbol] << FREQUENCY_SHIFT | symbol;
        last = symbol;
      }
    }
    while (heapCount < 2) {
      int added = last < 2 ? ++last : 0;
      heap[++heapCount] = 1 << FREQUENCY_SHIFT | added;
    }
    for (int place = heapCount / 2; place >= 1; place--) {
      sink(place);
    }
    merge();
    return last + 1;
  }

  private void merge() {
    orderCount = 0;
    int node = symbolCount;
    while (heapCount >= 2) {
      int first = heap[1];
      heap[1] = heap[heapCount--];
      sink(1);
      int second = heap[1];
      int merged = merged(first, second) | node;
      parents[first & INDEX_MASK] = node;
      parents[second & INDEX_MASK] = node;
      order[orderCount++] = first & INDEX_MASK;
      order[orderCount++] = second & INDEX_MASK;
      heap[1] = merged;
      sink(1);
      node++;
    }
    order[orderCount++] = heap[1] & INDEX_MASK;
  }

  private static int merged(int first, int second) {
    int frequency = (first >>> FREQUENCY_SHIFT) + (second >>> FREQUENCY_SHIFT);
    int height =
        Math.max(first >>> INDEX_BITS & HEIGHT_MASK, second >>> INDEX_BITS & HEIGHT_MASK) + 1;
    return frequency << FREQUENCY_SHIFT | height << INDEX_BITS;
  }

  /** Moves a node down until no child is before it. */
  private void sink(int from) {
    int place = from;
    int node = heap[place];
    int child = 2 * place;
    while (child <= heapCount) {
      if (child < heapCount && isNotAfter(heap[child + 1], heap[child])) {
        child++;
      }
      if (isNotAfter(node, heap[child])) {
        break;
      }
      heap[place] = heap[child];
      place = child;
      child = 2 * place;
    }
    heap[place] = node;
  }

  /** Compares frequency and height, not the index. */
  private static boolean isNotAfter(int a, int b) {
    return a <= (b | INDEX_MASK);
  }

  /**
   * Tells how deep each symbol is, cut at a limit.
   *
   * @param lengths where depths go, by symbol
   * @param counts zeros; becomes the number of symbols by depth
   * @return whether something was cut
   */
  boolean lengths(byte[] lengths, int[] counts, int limit) {
    depths[order[orderCount - 1]] = 0;
    boolean cut = false;
    for (int i = orderCount - 2; i >= 0; i--) {
      int node = order[i];
      int depth = depths[parents[node]] + 1;
      if (depth > limit) {
        depth = limit;
        cut = true;
      }
      depths[node] = (byte) depth;
      if (node < symbolCount) {
        lengths[node] = (byte) depth;
        counts[depth]++;
      }
    }
    return cut;
  }

  /**
   * Makes a code again of depths that were cut: as long as there are too many leaves at the limit,
   * the deepest leaf above it gets one of them as its sibling. Then the rarest symbols get the
   * longest words.
   */
  void shorten(byte[] lengths, int[] counts, int limit) {
    for (int excess = excess(counts, limit); excess > 0; excess--) {
      int depth = limit - 1;
      while (counts[depth] == 0) {
        depth--;
      }
      counts[depth]--;
      counts[depth + 1] += 2;
      counts[limit]--;
    }
    int taken = 0;
    for (int depth = limit; depth > 0; depth--) {
      for (int left = counts[depth]; left > 0; taken++) {
        if (order[taken] < symbolCount) {
          lengths[order[taken]] = (byte) depth;
          left--;
        }
      }
    }
  }

  /** {@return by how much the code is too full, in words of the greatest length} */
  private static int excess(int[] counts, int limit) {
    int sum = 0;
    for (int depth = 1; depth <= limit; depth++) {
      sum += counts[depth] << (limit - depth);
    }
    return sum - (1 << limit);
  }
}
