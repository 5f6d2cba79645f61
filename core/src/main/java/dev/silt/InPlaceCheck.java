package dev.silt;

import dev.silt.inplace.UpdateCheck;
import java.util.List;

/**
 * What a root file system is like, seen from an update. Paths are for people.
 *
 * @param targetId image ID of the target
 * @param target whether it is the target already
 * @param basePaths whether it lists just the paths of the base
 * @param pathCount paths that it lists
 * @param baseCount paths that the base lists
 * @param missing paths that the update needs and that are not there
 * @param modified paths that the update touches and that are not as in the base
 * @param extra paths that stand where the update puts something
 * @param blocking those of all these that {@link InPlaceOptions#withForceRestore} cannot restore
 * @param unsettable what this process cannot set, see {@link InPlaceOptions#withIgnoreOwnership}
 * @param writtenLength bytes of contents that will be written
 * @param neededLength room that it takes at most
 * @param usableLength room that there is
 * @param workLength room for temporary files that it takes at most, outside of the root file system
 */
public record InPlaceCheck(
    String targetId,
    boolean target,
    boolean basePaths,
    int pathCount,
    int baseCount,
    List<String> missing,
    List<String> modified,
    List<String> extra,
    List<String> blocking,
    List<String> unsettable,
    long writtenLength,
    long neededLength,
    long usableLength,
    long workLength) {

  /**
   * Copies the lists.
   *
   * @param targetId image ID of the target
   * @param target whether it is the target already
   * @param basePaths whether it lists just the paths of the base
   * @param pathCount paths that it lists
   * @param baseCount paths that the base lists
   * @param missing paths that the update needs and that are not there
   * @param modified paths that the update touches and that are not as in the base
   * @param extra paths that stand where the update puts something
   * @param blocking those of all these that cannot be restored
   * @param unsettable what this process cannot set
   * @param writtenLength bytes of contents that will be written
   * @param neededLength room that it takes at most
   * @param usableLength room that there is
   * @param workLength room for temporary files that it takes at most
   */
  public InPlaceCheck {
    missing = List.copyOf(missing);
    modified = List.copyOf(modified);
    extra = List.copyOf(extra);
    blocking = List.copyOf(blocking);
    unsettable = List.copyOf(unsettable);
  }

  static InPlaceCheck of(UpdateCheck check) {
    return new InPlaceCheck(
        check.targetId(),
        check.target(),
        check.basePaths(),
        check.pathCount(),
        check.baseCount(),
        check.missing(),
        check.modified(),
        check.extra(),
        check.blocking(),
        check.unsettable(),
        check.writtenLength(),
        check.neededLength(),
        check.usableLength(),
        check.workLength());
  }

  /** {@return whether all that the update touches is as in the base} */
  public boolean fits() {
    return missing.isEmpty() && modified.isEmpty() && extra.isEmpty() && blocking.isEmpty();
  }
}
