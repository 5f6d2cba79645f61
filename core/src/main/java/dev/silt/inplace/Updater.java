package dev.silt.inplace;

import dev.silt.error.CorruptDataException;
import dev.silt.error.MissingPrivilegeException;
import dev.silt.error.TreeDiffersException;
import dev.silt.error.UpdateInProgressException;
import dev.silt.error.UpdateUnfinishedException;
import dev.silt.inplace.UpdateResult.Outcome;
import dev.silt.io.WorkFiles;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Updates one root file system in place. Until the commit begins the tree is the base, untouched
 * but for its hidden stage; from then on it becomes the target, if need be by {@link #recover}
 * after a crash. Not safe for several threads; other processes are locked out.
 */
public final class Updater implements Closeable {

  private final Directory root;
  private final OpenTree tree;
  private final UpdateSettings settings;

  private Updater(Directory root, UpdateSettings settings) {
    this.root = root;
    this.tree = new OpenTree(root);
    this.settings = settings;
  }

  /**
   * Opens a tree.
   *
   * @param root its directory
   * @param settings how
   * @return the updater
   * @throws IOException if it cannot be opened
   */
  public static Updater open(Path root, UpdateSettings settings) throws IOException {
    return of(UnixDirectory.openRoot(root), settings);
  }

  /**
   * Takes a tree.
   *
   * @param root its root; closed with the updater
   * @param settings how
   * @return the updater
   */
  public static Updater of(Directory root, UpdateSettings settings) {
    return new Updater(root, settings);
  }

  /**
   * Looks at the tree, and writes nothing.
   *
   * @param delta the delta; only its begin is read
   * @return what the tree is like
   * @throws IOException if something cannot be read
   */
  public UpdateCheck check(InputStream delta) throws IOException {
    if (Stage.isCommitting(root)) {
      throw new UpdateInProgressException(
          settings.name() + ": another update was interrupted: 'silt recover' completes it");
    }
    try (TreeDelta read = TreeDelta.open(delta, settings.limits())) {
      Preflight preflight = Preflight.of(tree, read.tree(), settings.limits());
      Settable settable = Settable.of(read.tree(), root.privileges());
      return preflight.findings(settable.unsettable(), read);
    }
  }

  /**
   * Stages and commits.
   *
   * @param delta the delta, front to back
   * @return what was done
   * @throws IOException if it cannot be done; the tree is then the base
   */
  public UpdateResult apply(InputStream delta) throws IOException {
    return run(delta, true);
  }

  /**
   * Does all but the commit.
   *
   * @param delta the delta, front to back
   * @return {@link Outcome#PREPARED}, or {@link Outcome#UP_TO_DATE}
   * @throws IOException if it cannot be done
   */
  public UpdateResult prepare(InputStream delta) throws IOException {
    return run(delta, false);
  }

  private UpdateResult run(InputStream source, boolean commits) throws IOException {
    try (TreeDelta delta = TreeDelta.open(source, settings.limits())) {
      Stage stage = Stage.create(root);
      boolean keeps = false;
      try {
        Outcome before = clean(stage, delta);
        if (before == Outcome.NOTHING) {
          UpdateResult result = stage(stage, delta, commits);
          keeps = result.outcome() == Outcome.PREPARED;
          return result;
        }
        keeps = before == Outcome.PREPARED;
        if (keeps) {
          return commits ? commit(stage) : UpdateResult.of(before, stage.prepared());
        }
        return UpdateResult.of(before);
      } catch (StagedException e) {
        keeps = true; // the next run goes on from there
        throw e.failure();
      } finally {
        try (stage) {
          if (!keeps) {
            abandon(stage);
          }
        }
      }
    }
  }

  /** Removes a stage unless its commit has begun. */
  private static void abandon(Stage stage) throws IOException {
    if (stage.isThere() && stage.state() != Stage.State.COMMITTING) {
      stage.remove();
    }
  }

  /** Ends what an earlier update left; PREPARED if it is this one. */
  private Outcome clean(Stage stage, TreeDelta delta) throws IOException {
    switch (stage.state()) {
      case COMMITTING -> {
        Commit commit = complete(stage);
        if (commit.updateId().equals(delta.updateId())) {
          return Outcome.COMPLETED;
        }
        throw new UpdateInProgressException(
            "an interrupted update to "
                + commit.targetId()
                + " was completed; now apply this one, if it is still the right one");
      }
      case DONE -> {
        return Outcome.COMPLETED;
      }
      case PREPARED -> {
        if (stage.prepared().updateId().equals(delta.updateId())) {
          return Outcome.PREPARED;
        }
        throw new StagedException(
            new UpdateInProgressException(
                "another update is prepared, to "
                    + stage.prepared().targetId()
                    + ": commit it or abort it first"));
      }
      case STAGING -> {
        if (!stage.updateId().equals(delta.updateId())) {
          stage.clear();
        }
        return Outcome.NOTHING;
      }
      default -> {
        return Outcome.NOTHING;
      }
    }
  }

  private UpdateResult stage(Stage stage, TreeDelta delta, boolean commits) throws IOException {
    Preflight preflight = Preflight.of(tree, delta.tree(), settings.limits());
    Settable settable = Settable.of(delta.tree(), root.privileges());
    UpdateCheck check = preflight.findings(settable.unsettable(), delta);
    if (check.target()) {
      return new UpdateResult(Outcome.UP_TO_DATE, check.targetId(), 0, 0, 0);
    }
    refuse(check);
    stage.begin(delta.updateId());
    long wanted = requireRoom(check, stage);
    Commit commit;
    try (WorkFiles work =
        delta.seesThrough() ? settings.work().open(delta.workLength(), wanted) : null) {
      commit = stageNodes(stage, delta, preflight, settable, work);
    }
    if (!commits) {
      stage.prepare(commit);
      return UpdateResult.of(Outcome.PREPARED, commit);
    }
    return commit(stage, commit);
  }

  private void refuse(UpdateCheck check) throws IOException {
    if (!check.blocking().isEmpty()) {
      throw new TreeDiffersException(
          settings.name(), check.blocking(), "these cannot be restored: restore them yourself");
    }
    if (!check.fits() && !settings.forceRestore()) {
      throw new TreeDiffersException(
          settings.name(),
          check.differences(),
          "restore them, or have them rebuilt or removed with --force-restore");
    }
    if (!check.unsettable().isEmpty() && !settings.ignoreOwnership()) {
      throw new MissingPrivilegeException(settings.name(), check.unsettable());
    }
  }

  /** {@return bytes that will be staged} */
  private long requireRoom(UpdateCheck check, Stage stage) throws IOException {
    long wanted = check.neededLength() - stage.stagedLength();
    if (wanted > check.usableLength()) {
      throw new IOException(
          "not enough room in "
              + settings.name()
              + ": wanted="
              + wanted
              + ", available="
              + check.usableLength()
              + " bytes; free some");
    }
    return wanted;
  }

  /** Contents that came out wrong; they are not worth keeping. */
  private static final class WrongContentException extends IOException {
    private static final long serialVersionUID = 1L;
    private final CorruptDataException failure;

    WrongContentException(CorruptDataException failure) {
      super(failure);
      this.failure = failure;
    }

    CorruptDataException failure() {
      return failure;
    }
  }

  private Commit stageNodes(
      Stage stage,
      TreeDelta delta,
      Preflight preflight,
      Settable settable,
      @Nullable WorkFiles work)
      throws IOException {
    try {
      return makeNodes(stage, delta, preflight, settable, work);
    } catch (WrongContentException e) {
      throw e.failure();
    } catch (IOException e) {
      throw new StagedException(e);
    }
  }

  private Commit makeNodes(
      Stage stage,
      TreeDelta delta,
      Preflight preflight,
      Settable settable,
      @Nullable WorkFiles work)
      throws IOException {
    try (Directory nodes = stage.nodes()) {
      Stager stager = new Stager(tree, nodes, delta.tree(), settable, work);
      ContentsReader.read(delta, tree, stager.contents(), work, settings);
      stager.stageRest();
      try {
        stager.verify();
      } catch (CorruptDataException e) {
        throw new WrongContentException(e);
      }
      stager.finish();
      tree.forget();
      List<Step> steps = StepPlan.of(delta.tree(), preflight, settable);
      return new Commit(
          delta.updateId(),
          delta.header().targetId().toString(),
          stager.contents().writtenLength(),
          steps);
    }
  }

  private UpdateResult commit(Stage stage) throws IOException {
    return commit(stage, stage.prepared());
  }

  private UpdateResult commit(Stage stage, Commit commit) throws IOException {
    try {
      new Committer(tree, stage).begin(commit, settings.name());
    } catch (IOException e) {
      throw stage.state() == Stage.State.COMMITTING ? unfinished(e) : e;
    }
    complete(stage);
    return UpdateResult.of(Outcome.UPDATED, commit);
  }

  /** Completes a commit that has begun. */
  private Commit complete(Stage stage) throws IOException {
    try {
      Commit commit = new Committer(tree, stage).complete();
      stage.remove();
      return commit;
    } catch (IOException e) {
      throw unfinished(e);
    }
  }

  private UpdateUnfinishedException unfinished(IOException cause) {
    return new UpdateUnfinishedException(settings.name(), cause);
  }

  /**
   * Tells what an update left.
   *
   * @return the result that {@link #prepare} had if it is prepared; else null
   * @throws UpdateInProgressException if it runs
   * @throws IOException if something cannot be read
   */
  public @Nullable UpdateResult prepared() throws IOException {
    try (Stage stage = Stage.open(root)) {
      return stage != null && stage.state() == Stage.State.PREPARED
          ? UpdateResult.of(Outcome.PREPARED, stage.prepared())
          : null;
    }
  }

  /**
   * Commits what is prepared, or completes a commit that was interrupted.
   *
   * @return what was done; {@link Outcome#NOTHING} if nothing is prepared
   * @throws TreeDiffersException if the tree changed since then
   * @throws IOException if it cannot be done
   */
  public UpdateResult commit() throws IOException {
    try (Stage stage = Stage.open(root)) {
      if (stage == null || stage.state() != Stage.State.PREPARED) {
        return recover(stage);
      }
      return commit(stage);
    }
  }

  /**
   * Throws away what is staged.
   *
   * @return {@link Outcome#ROLLED_BACK}, or {@link Outcome#NOTHING}, or {@link Outcome#COMPLETED}
   *     if the commit had begun
   * @throws IOException if it cannot be done
   */
  public UpdateResult abort() throws IOException {
    try (Stage stage = Stage.open(root)) {
      if (stage != null && stage.state() == Stage.State.PREPARED) {
        stage.remove();
        return UpdateResult.of(Outcome.ROLLED_BACK);
      }
      return recover(stage);
    }
  }

  /**
   * Ends an update that was interrupted: completes it if its commit had begun, else takes it back.
   * What is prepared stays.
   *
   * @return which
   * @throws IOException if it cannot be done
   */
  public UpdateResult recover() throws IOException {
    try (Stage stage = Stage.open(root)) {
      return recover(stage);
    }
  }

  private UpdateResult recover(@Nullable Stage stage) throws IOException {
    if (stage == null) {
      RootTime.restore(root);
      return UpdateResult.of(Outcome.NOTHING);
    }
    switch (stage.state()) {
      case COMMITTING -> {
        return UpdateResult.of(Outcome.COMPLETED, complete(stage));
      }
      case DONE -> {
        stage.remove();
        return UpdateResult.of(Outcome.COMPLETED);
      }
      case PREPARED -> {
        return UpdateResult.of(Outcome.PREPARED, stage.prepared());
      }
      case STAGING -> {
        stage.remove();
        return UpdateResult.of(Outcome.ROLLED_BACK);
      }
      default -> {
        stage.remove();
        return UpdateResult.of(Outcome.NOTHING);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (root) {
      tree.close();
    }
  }
}
