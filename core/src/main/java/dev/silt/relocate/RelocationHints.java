package dev.silt.relocate;

import java.util.List;

/**
 * What has to be said about a relocation beside the ops.
 *
 * @param moves how the target's segments differ from the base's
 * @param kinds which fields are rewritten
 */
public record RelocationHints(List<SegmentMove> moves, FieldKinds kinds) {

  /** Copies the list. */
  public RelocationHints {
    moves = List.copyOf(moves);
  }
}
