package dev.silt.inplace;

import dev.silt.io.WorkFiles;
import java.io.IOException;

/** Where an update has files that are no part of the tree: members of archives. */
@FunctionalInterface
public interface WorkPlace {

  /**
   * Opens it; only updates that see through archives need it.
   *
   * @param length bytes that it will hold at most
   * @param stagedLength bytes that will be staged in the tree meanwhile
   * @return no files yet; closed, and so removed, by the caller
   * @throws IOException if there is not room enough, or they cannot be made
   */
  WorkFiles open(long length, long stagedLength) throws IOException;
}
