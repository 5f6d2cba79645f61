package dev.silt.inplace;

import dev.silt.error.TreeDiffersException;
import dev.silt.rootfs.FileStatus;
import dev.silt.rootfs.FileType;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Does the steps of a commit, from the first one each time. Not safe for several threads. */
final class Committer {

  private final OpenTree tree;
  private final Stage stage;

  Committer(OpenTree tree, Stage stage) {
    this.tree = tree;
    this.stage = stage;
  }

  /**
   * Begins: nobody may have changed what the steps are about, and directories keep the times that
   * they have now.
   */
  void begin(Commit prepared, Object root) throws IOException {
    List<String> changed = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    for (Step step : prepared.steps()) {
      if (step instanceof Step.Expect expect) {
        if (Step.Expect.stamp(tree.status(expect.path())) != expect.stamp()) {
          changed.add(Preflight.text(expect.path()));
        }
      } else if (step instanceof Step.Time time && time.mtime() == null) {
        FileStatus status = tree.status(time.path());
        if (status != null && status.type() == FileType.DIRECTORY) {
          steps.add(new Step.Time(time.path(), status.mtime()));
        }
      } else {
        steps.add(step);
      }
    }
    findStrangers(prepared, changed);
    if (!changed.isEmpty()) {
      throw new TreeDiffersException(
          root,
          changed,
          "these changed since the update was prepared: abort it and prepare it anew");
    }
    stage.beginCommit(
        new Commit(prepared.updateId(), prepared.targetId(), prepared.writtenLength(), steps));
  }

  /** A directory that something else replaces must hold nothing but what goes. */
  private void findStrangers(Commit prepared, List<String> changed) throws IOException {
    Set<byte[]> goes = new TreeSet<>(Arrays::compareUnsigned);
    Set<byte[]> cleared = new TreeSet<>(Arrays::compareUnsigned);
    for (Step step : prepared.steps()) {
      if (step instanceof Step.Remove remove) {
        goes.add(remove.path());
        if (remove.directory()) {
          cleared.add(remove.path());
        }
      } else if (step instanceof Step.Place && cleared.contains(step.path())) {
        findStrangers(step.path(), goes, changed);
      }
    }
  }

  private void findStrangers(byte[] directory, Set<byte[]> goes, List<String> changed)
      throws IOException {
    for (byte[] name : tree.directory(directory).list()) {
      byte[] path = TreeScan.join(directory, name);
      if (!goes.contains(path)) {
        changed.add(Preflight.text(path));
      } else if (tree.requireStatus(path).type() == FileType.DIRECTORY) {
        findStrangers(path, goes, changed);
      }
    }
  }

  /** Does all steps, makes that durable, and says so in the stage. */
  Commit complete() throws IOException {
    Commit commit = stage.journal();
    Set<byte[]> synced = new TreeSet<>(Arrays::compareUnsigned);
    try (Directory nodes = stage.nodes()) {
      Set<byte[]> staged = new TreeSet<>(Arrays::compareUnsigned);
      staged.addAll(nodes.list());
      for (Step step : commit.steps()) {
        try {
          run(step, nodes, staged, synced);
        } catch (FileSystemException e) {
          throw located(step, e);
        }
      }
    }
    tree.forget();
    if (!tree.root().syncFileSystem()) {
      for (byte[] path : synced) {
        sync(path);
      }
    }
    stage.markDone();
    return commit;
  }

  /** {@return the failure with the path that it is about, not those by which it was reached} */
  private static FileSystemException located(Step step, FileSystemException failure) {
    boolean isDenied = failure instanceof AccessDeniedException;
    String reason = isDenied ? "permission denied" : failure.getReason();
    FileSystemException located =
        new FileSystemException(
            "/" + Preflight.text(step.path()),
            null,
            reason == null ? failure.getClass().getSimpleName() : reason);
    located.initCause(failure);
    return located;
  }

  /** Does one step, if it was not done: what was placed is no longer among what is staged. */
  private void run(Step step, Directory nodes, Set<byte[]> stagedNames, Set<byte[]> synced)
      throws IOException {
    Directory parent = parent(step);
    byte[] name = OpenTree.name(step.path());
    if (step instanceof Step.Place place) {
      byte[] staged = StagedContents.name(place.staged());
      if (stagedNames.contains(staged)) {
        nodes.rename(staged, Objects.requireNonNull(parent), name);
      }
      synced.add(OpenTree.parentPath(step.path()));
    } else if (step instanceof Step.Remove remove) {
      if (parent != null) {
        remove(parent, name, remove);
        synced.add(OpenTree.parentPath(step.path()));
      }
    } else if (step instanceof Step.Attributes set) {
      FileStatus status = Objects.requireNonNull(parent).status(name);
      if (status != null) {
        Stager.set(parent, name, status, set.attributes(), false);
      }
      synced.add(step.path());
    } else if (step instanceof Step.Time time && time.mtime() != null && parent != null) {
      setTime(parent, name, time);
      synced.add(step.path());
    }
  }

  /** {@return the directory that a step's path is in; null if it went with what is removed} */
  private @Nullable Directory parent(Step step) throws IOException {
    try {
      return tree.parent(step.path());
    } catch (NoSuchFileException | NotDirectoryException e) {
      if (step instanceof Step.Remove || step instanceof Step.Time) {
        return null;
      }
      throw e;
    }
  }

  private void setTime(Directory parent, byte[] name, Step.Time time) throws IOException {
    FileStatus status = parent.status(name);
    if (status != null
        && status.type() == FileType.DIRECTORY
        && !status.mtime().equals(time.mtime())) {
      parent.setTime(name, FileType.DIRECTORY, Objects.requireNonNull(time.mtime()));
    }
  }

  private void remove(Directory parent, byte[] name, Step.Remove remove) throws IOException {
    FileStatus status = parent.status(name);
    if (status == null || (status.type() == FileType.DIRECTORY) != remove.directory()) {
      return; // gone, or replaced, by an earlier run
    }
    if (!remove.directory()) {
      parent.removeFile(name);
      return;
    }
    tree.forget();
    try {
      tree.parent(remove.path()).removeDirectory(name);
    } catch (DirectoryNotEmptyException e) {
      return; // somebody else's files stay, and so does their directory
    }
  }

  private void sync(byte[] path) throws IOException {
    FileStatus status = tree.status(path);
    if (status != null && (status.type() == FileType.DIRECTORY || status.type() == FileType.FILE)) {
      tree.parent(path).sync(OpenTree.name(path));
    }
  }
}
