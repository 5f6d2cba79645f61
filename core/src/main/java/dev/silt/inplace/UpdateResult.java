package dev.silt.inplace;

/**
 * What an update came to.
 *
 * @param outcome how it ended
 * @param targetId image ID of the target; empty if it is not known
 * @param placedCount paths that got a new node
 * @param removedCount paths that went
 * @param writtenLength bytes of contents that were written
 */
public record UpdateResult(
    Outcome outcome, String targetId, int placedCount, int removedCount, long writtenLength) {

  /** How an update ended. */
  public enum Outcome {
    /** There was nothing to do. */
    NOTHING,
    /** The tree was the target already. */
    UP_TO_DATE,
    /** All is staged, and waits for its commit. */
    PREPARED,
    /** The tree is the target now. */
    UPDATED,
    /** An update that had been interrupted was completed; the tree is its target now. */
    COMPLETED,
    /** An update that had been interrupted was taken back; the tree is the base. */
    ROLLED_BACK
  }

  static UpdateResult of(Outcome outcome) {
    return new UpdateResult(outcome, "", 0, 0, 0);
  }

  static UpdateResult of(Outcome outcome, Commit commit) {
    return new UpdateResult(
        outcome,
        commit.targetId(),
        commit.placedCount(),
        commit.removedCount(),
        commit.writtenLength());
  }
}
