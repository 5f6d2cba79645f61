package dev.silt.error;

import java.util.List;

/** Something of a root file system cannot be set by this process. */
public final class MissingPrivilegeException extends SiltException {

  private static final long serialVersionUID = 1L;

  private static final int SHOWN = 10;

  /** What cannot be set, a path and what each. */
  private final String[] unsettable;

  /**
   * @param root the root file system
   * @param unsettable what cannot be set
   */
  public MissingPrivilegeException(Object root, List<String> unsettable) {
    super(
        root
            + ": cannot be set here: "
            + String.join(", ", unsettable.subList(0, Math.min(SHOWN, unsettable.size())))
            + (unsettable.size() > SHOWN ? ", and " + (unsettable.size() - SHOWN) + " more" : "")
            + "; run as root with the programs mknod, touch and setfattr installed, or go on without"
            + " these with --ignore-ownership",
        null);
    this.unsettable = unsettable.toArray(new String[0]);
  }

  /** {@return what cannot be set} */
  public List<String> unsettable() {
    return List.of(unsettable);
  }
}
