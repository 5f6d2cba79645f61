package dev.silt.io;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Memory for pages of work files, up to a limit. Pages are used again. Safe for several threads.
 */
final class PagePool {

  private final ArrayDeque<byte[]> free = new ArrayDeque<>();
  private int left;

  /**
   * Makes a pool.
   *
   * @param length bytes of all pages, at most
   */
  PagePool(long length) {
    this.left = (int) Math.min(Integer.MAX_VALUE, length / Spool.PAGE_LENGTH);
  }

  /** {@return a page that may hold anything; null if there is none left} */
  synchronized byte @Nullable [] take() {
    byte[] page = free.poll();
    if (page != null || left == 0) {
      return page;
    }
    left--;
    return new byte[Spool.PAGE_LENGTH];
  }

  /** Takes a page back that nobody reads any more. */
  synchronized void free(byte[] page) {
    free.push(page);
  }
}
