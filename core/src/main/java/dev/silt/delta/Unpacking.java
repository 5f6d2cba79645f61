package dev.silt.delta;

import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import java.util.List;

/**
 * What a delta says of archives before its first content.
 *
 * @param archives numbers of the base files that are seen through, in order; those within others
 *     after these
 * @param memberCount new contents that no entry has, only archives
 * @param unpackedLength bytes of all skeletons and of these contents
 * @param inflatedLength bytes of base members and skeletons, added up over the contents that have
 *     them as base and the archives that take them
 */
public record Unpacking(
    List<Integer> archives, long memberCount, long unpackedLength, long inflatedLength) {

  /** No archive is seen through. */
  public static final Unpacking NONE = new Unpacking(List.of(), 0, 0, 0);

  /** Base files that are seen through, at most. */
  public static final int MAX_ARCHIVES = 1 << 16;

  /** What all of them hold, at most. */
  public static final int MAX_BASE_MEMBERS = 1 << 19;

  /** Copies the list. */
  public Unpacking {
    archives = List.copyOf(archives);
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
