package dev.silt.inplace;

import java.util.List;

/**
 * What a commit does.
 *
 * @param updateId which update: SHA-256 of the begin of the delta
 * @param targetId image ID of the target
 * @param writtenLength bytes of contents that were staged
 * @param steps in order
 */
record Commit(String updateId, String targetId, long writtenLength, List<Step> steps) {

  /** Copies the list. */
  Commit {
    steps = List.copyOf(steps);
  }

  /** {@return how many paths get a new node} */
  int placedCount() {
    return (int) steps.stream().filter(step -> step instanceof Step.Place).count();
  }

  /** {@return how many paths go} */
  int removedCount() {
    return (int) steps.stream().filter(step -> step instanceof Step.Remove).count();
  }
}
