package dev.silt;

import dev.silt.error.CancelledException;
import dev.silt.inplace.UpdateResult;
import dev.silt.inplace.UpdateSettings;
import dev.silt.inplace.Updater;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Updates root file systems in place: an extracted tree (a device's, a chroot, a bundle) becomes
 * the target's, without a second copy. Changed contents are staged in the hidden directory {@code
 * .silt-update} of the root, verified and made durable; the commit then only renames, removes and
 * sets attributes, by a journal. Archives that the delta sees through are made from temporary files
 * outside of the root file system. Whenever the power fails, the root file system is the base, or
 * {@link #recover} makes it the target. Needs a delta with a part for root file systems, see {@link
 * DiffOptions#withPurpose}.
 *
 * <p>One update of a root file system at a time: others get an {@link
 * dev.silt.error.UpdateInProgressException}. Stateless, safe for several threads.
 */
public final class InPlace {

  private InPlace() {}

  /**
   * Looks whether a delta can be applied, and writes nothing. Reads only the delta's begin, and of
   * the tree what the update touches.
   *
   * @param root directory of the root file system
   * @param delta the delta
   * @param options how
   * @return what the root file system is like
   * @throws IOException if something cannot be read
   */
  public static InPlaceCheck check(Path root, DeltaSource delta, InPlaceOptions options)
      throws IOException {
    return run(root, options, updater -> InPlaceCheck.of(updater.check(delta.open())));
  }

  /**
   * Makes a root file system the target's. Completes or takes back first what an earlier update
   * left. If it fails before the commit, the root file system is the base; what was staged may be
   * kept for the next run.
   *
   * @param root directory of the root file system
   * @param delta the delta
   * @param options how
   * @return what was done
   * @throws dev.silt.error.TreeDiffersException if it is not the base where the update touches it
   * @throws dev.silt.error.MissingPrivilegeException if something of the target cannot be set
   * @throws dev.silt.error.UpdateUnfinishedException if the commit broke off; {@link #recover}
   * @throws IOException if it cannot be done
   */
  public static InPlaceResult apply(Path root, DeltaSource delta, InPlaceOptions options)
      throws IOException {
    return run(root, options, updater -> InPlaceResult.of(updater.apply(delta.open())));
  }

  /**
   * Does all but the commit: the root file system stays the base, and may be used.
   *
   * @param root directory of the root file system
   * @param delta the delta
   * @param options how
   * @return the prepared update; empty if the root file system is the target already
   * @throws IOException if it cannot be done, as for {@link #apply}
   */
  public static Optional<PreparedUpdate> prepare(
      Path root, DeltaSource delta, InPlaceOptions options) throws IOException {
    UpdateResult result = run(root, options, updater -> updater.prepare(delta.open()));
    return result.outcome() == UpdateResult.Outcome.PREPARED
        ? Optional.of(new PreparedUpdate(root, options, InPlaceResult.of(result)))
        : Optional.empty();
  }

  /**
   * Finds an update that was prepared, by whatever process.
   *
   * @param root directory of the root file system
   * @param options how
   * @return the prepared update, if there is one
   * @throws IOException if something cannot be read
   */
  public static Optional<PreparedUpdate> reopen(Path root, InPlaceOptions options)
      throws IOException {
    return run(root, options, updater -> Optional.ofNullable(updater.prepared()))
        .map(result -> new PreparedUpdate(root, options, InPlaceResult.of(result)));
  }

  /**
   * Ends an update that was interrupted: completes it if its commit had begun, else takes it back.
   * A prepared update stays.
   *
   * @param root directory of the root file system
   * @param options how
   * @return which
   * @throws IOException if it cannot be done
   */
  public static InPlaceResult recover(Path root, InPlaceOptions options) throws IOException {
    return run(root, options, updater -> InPlaceResult.of(updater.recover()));
  }

  static InPlaceResult commit(Path root, InPlaceOptions options) throws IOException {
    return run(root, options, updater -> InPlaceResult.of(updater.commit()));
  }

  static InPlaceResult abort(Path root, InPlaceOptions options) throws IOException {
    return run(root, options, updater -> InPlaceResult.of(updater.abort()));
  }

  /** One operation. */
  private interface Operation<T> {
    T run(Updater updater) throws IOException;
  }

  private static <T> T run(Path root, InPlaceOptions options, Operation<T> operation)
      throws IOException {
    Path chosen = options.workDirectory();
    Path directory = chosen == null ? WorkRoom.defaultDirectory() : chosen;
    UpdateSettings settings =
        new UpdateSettings(
            root,
            options.ignoreOwnership(),
            options.forceRestore(),
            options.limits(),
            options.listener(),
            (length, staged) -> WorkRoom.open(directory, root, length, staged));
    try (Updater updater = Updater.open(root, settings)) {
      return operation.run(updater);
    } catch (ClosedByInterruptException | CancelledException e) {
      throw new CancelledException(
          "cancelled: the thread was interrupted; the root file system is as it was, and what was"
              + " staged is kept for the next run: 'silt recover' removes it",
          e);
    }
  }
}
