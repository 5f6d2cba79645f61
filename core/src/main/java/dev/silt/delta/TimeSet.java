package dev.silt.delta;

import java.time.Instant;
import java.util.List;

/**
 * New times of nodes that stay: an image built anew changes thousands, and few words tell which.
 * Its members are all paths of the base but directories whose time is of one second, and that no
 * item gives a time, a new node, or an end.
 *
 * @param seconds the members' time in the base, rounded down
 * @param runs new times of the members in path order
 */
public record TimeSet(long seconds, List<Run> runs) {

  /**
   * Members one after another that get the same time.
   *
   * @param mtime the time
   * @param count how many, at least 1
   */
  public record Run(Instant mtime, int count) {}

  /** Copies the list. */
  public TimeSet {
    runs = List.copyOf(runs);
  }

  /** {@return how many members it has} */
  public long count() {
    return runs.stream().mapToLong(Run::count).sum();
  }
}
