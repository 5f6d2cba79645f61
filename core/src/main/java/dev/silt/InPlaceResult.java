package dev.silt;

import dev.silt.inplace.UpdateResult;

/**
 * What an update in place came to.
 *
 * @param outcome how it ended
 * @param targetId image ID of the target; empty if it is not known
 * @param placedCount paths that got a new node
 * @param removedCount paths that went
 * @param writtenLength bytes of contents that were written; less than all if an earlier run had
 *     staged some
 */
public record InPlaceResult(
    Outcome outcome, String targetId, int placedCount, int removedCount, long writtenLength) {

  /** How an update ended. */
  public enum Outcome {
    /** There was nothing to do. */
    NOTHING,
    /** The root file system was the target already. */
    UP_TO_DATE,
    /** All is staged, and waits for its commit. */
    PREPARED,
    /** It is the target now. */
    UPDATED,
    /** An update that had been interrupted was completed: it is that one's target now. */
    COMPLETED,
    /** An update that had been interrupted was taken back: it is the base. */
    ROLLED_BACK
  }

  static InPlaceResult of(UpdateResult result) {
    return new InPlaceResult(
        Outcome.valueOf(result.outcome().name()),
        result.targetId(),
        result.placedCount(),
        result.removedCount(),
        result.writtenLength());
  }
}
