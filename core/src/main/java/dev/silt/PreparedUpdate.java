package dev.silt;

import java.io.IOException;
import java.nio.file.Path;

/**
 * An update of a root file system of which all is done but the commit. It holds nothing open: it is
 * in the root file system, and another process finds it by {@link InPlace#reopen}. Safe for several
 * threads; of those that commit or abort at a time, one does it.
 */
public final class PreparedUpdate {

  private final Path root;
  private final InPlaceOptions options;
  private final InPlaceResult result;

  PreparedUpdate(Path root, InPlaceOptions options, InPlaceResult result) {
    this.root = root;
    this.options = options;
    this.result = result;
  }

  /** {@return what preparing it came to} */
  public InPlaceResult result() {
    return result;
  }

  /**
   * Switches to the target, in seconds: renames, removes, sets attributes. If this is interrupted,
   * {@link InPlace#recover} goes on.
   *
   * @return what was done
   * @throws dev.silt.error.TreeDiffersException if what the update touches changed since it was
   *     prepared
   * @throws IOException if it cannot be done
   */
  public InPlaceResult commit() throws IOException {
    return InPlace.commit(root, options);
  }

  /**
   * Throws away what is staged. The root file system stays the base.
   *
   * @return what was done
   * @throws IOException if it cannot be done
   */
  public InPlaceResult abort() throws IOException {
    return InPlace.abort(root, options);
  }
}
