package dev.silt.error;

import java.util.List;

/** A root file system is not in the state that an update of it needs. */
public final class TreeDiffersException extends SiltException {

  private static final long serialVersionUID = 1L;

  private static final int SHOWN = 10;

  /** What differs, a path and how each. */
  private final String[] differences;

  /**
   * @param root the root file system
   * @param differences what differs
   * @param advice what the user can do
   */
  public TreeDiffersException(Object root, List<String> differences, String advice) {
    super(
        root
            + ": not as the update needs it: "
            + String.join(", ", differences.subList(0, Math.min(SHOWN, differences.size())))
            + (differences.size() > SHOWN ? ", and " + (differences.size() - SHOWN) + " more" : "")
            + "; "
            + advice,
        null);
    this.differences = differences.toArray(new String[0]);
  }

  /** {@return what differs} */
  public List<String> differences() {
    return List.of(differences);
  }
}
