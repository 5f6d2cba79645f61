package dev.silt.inplace;

import java.util.ArrayList;
import java.util.List;

/**
 * What a tree is like, seen from an update. Paths are text, for people.
 *
 * @param basePaths whether it lists just the base's paths
 * @param pathCount paths that it lists
 * @param baseCount paths that the base lists
 * @param missing paths that the update needs and that are not there
 * @param modified paths that the update touches and that are not the base's
 * @param extra paths that stand where the update puts something
 * @param blocking those of all these that cannot be restored
 * @param unsettable what this process cannot set
 * @param target whether it is the target already
 * @param writtenLength bytes of contents that will be written
 * @param targetId image ID of the target
 * @param neededLength room that it takes
 * @param usableLength room that there is
 * @param workLength room for work files outside of the tree that it takes
 */
public record UpdateCheck(
    boolean basePaths,
    int pathCount,
    int baseCount,
    List<String> missing,
    List<String> modified,
    List<String> extra,
    List<String> blocking,
    List<String> unsettable,
    boolean target,
    long writtenLength,
    String targetId,
    long neededLength,
    long usableLength,
    long workLength) {

  /** Copies the lists. */
  public UpdateCheck {
    missing = List.copyOf(missing);
    modified = List.copyOf(modified);
    extra = List.copyOf(extra);
    blocking = List.copyOf(blocking);
    unsettable = List.copyOf(unsettable);
  }

  /** {@return whether all that the update touches is the base's} */
  public boolean fits() {
    return missing.isEmpty() && modified.isEmpty() && extra.isEmpty() && blocking.isEmpty();
  }

  /** {@return all that differs, a path and how each} */
  public List<String> differences() {
    List<String> all = new ArrayList<>();
    missing.forEach(path -> all.add(path + " (missing)"));
    modified.forEach(path -> all.add(path + " (modified)"));
    extra.forEach(path -> all.add(path + " (in the way)"));
    return all;
  }
}
