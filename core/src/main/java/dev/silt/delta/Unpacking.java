package dev.silt.delta;

import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.unpack.ClassLayout;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a delta says of archives before its first content.
 *
 * @param archives numbers of the base files that are seen through, in order; those within others
 *     after these
 * @param memberCount new contents that no entry has, only archives
 * @param unpackedLength bytes of all skeletons and of these contents
 * @param inflatedLength bytes of base members and skeletons, added up over the contents that have
 *     them as base and the archives that take them
 * @param layouts of those archives that are class archives, by their numbers
 */
public record Unpacking(
    List<Integer> archives,
    long memberCount,
    long unpackedLength,
    long inflatedLength,
    SortedMap<Integer, ClassLayout> layouts) {

  /** No archive is seen through. */
  public static final Unpacking NONE =
      new Unpacking(List.of(), 0, 0, 0, Collections.emptySortedMap());

  /** Base files that are seen through, at most. */
  public static final int MAX_ARCHIVES = 1 << 16;

  /** What all of them hold, at most. */
  public static final int MAX_BASE_MEMBERS = 1 << 19;

  /** Copies list and map. */
  public Unpacking {
    archives = List.copyOf(archives);
    layouts = Collections.unmodifiableSortedMap(new TreeMap<>(layouts));
  }

  /**
   * Compares the totals with limits.
   *
   * @param limits what a delta may ask for
   * @throws LimitExceededException if it asks for more
   */
  public void check(Limits limits) throws LimitExceededException {
    LimitExceededException.check(
        "members of new archives", memberCount, limits.entryCount(), "entryCount");
    long most = limits.imageLength();
    LimitExceededException.check("unpacked archives", unpackedLength, most, "imageLength");
    LimitExceededException.check("inflated base archives", inflatedLength, most, "imageLength");
  }
}
