package dev.silt.inplace;

import dev.silt.error.UnsafePathException;
import dev.silt.error.UpdateInProgressException;
import dev.silt.rootfs.FileStatus;
import dev.silt.rootfs.FileType;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The hidden directory of an update in the root of its tree, locked. Making and removing it changes
 * the root's time, which is the tree's; so that time is kept in an extended attribute of the root
 * meanwhile, where the file system has these. Not safe for several threads.
 */
final class Stage implements Closeable {

  static final byte[] NODES = ascii("new");
  private static final byte[] LOCK = ascii("lock");
  private static final byte[] UPDATE = ascii("update");
  private static final byte[] PREPARED = ascii("prepared");
  private static final byte[] JOURNAL = ascii("journal");
  private static final byte[] DONE = ascii("done");
  private static final byte[] TEMPORARY = ascii("steps.new");
  private static final int MAX_FILE_LENGTH = 1 << 28;
  private static final int TRIES = 3;

  private final Directory root;
  private final Directory directory;
  private final Closeable lock;
  private boolean removed;

  private Stage(Directory root, Directory directory, Closeable lock) {
    this.root = root;
    this.directory = directory;
    this.lock = lock;
  }

  /** How far an update is. */
  enum State {
    /** Nothing was begun, or all is removed but the directory. */
    EMPTY,
    /** Contents are being staged; the tree is the base. */
    STAGING,
    /** All is staged and waits for its commit; the tree is the base. */
    PREPARED,
    /** The commit has begun; the tree will be the target. */
    COMMITTING,
    /** The tree is the target. */
    DONE
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Opens what an update left, if there is any.
   *
   * @param root the tree's root, which stays the caller's to close
   * @return the stage, or null if there is none
   * @throws UpdateInProgressException if another process has it
   */
  static @Nullable Stage open(Directory root) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      if (root.status(TreeScan.STAGE) == null) {
        return null;
      }
      Stage stage = lock(root);
      if (stage != null) {
        return stage;
      }
    }
    throw inProgress();
  }

  /** {@return whether an update has begun its commit, as far as this process may look} */
  static boolean isCommitting(Directory root) throws IOException {
    if (root.status(TreeScan.STAGE) == null) {
      return false;
    }
    try (Directory directory = root.open(TreeScan.STAGE)) {
      return directory.status(JOURNAL) != null;
    } catch (AccessDeniedException | NoSuchFileException | NotDirectoryException e) {
      return false;
    }
  }

  /** Makes the stage, or opens what an update left. */
  static Stage create(Directory root) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      Stage stage = open(root);
      if (stage != null) {
        return stage;
      }
      FileStatus before = Objects.requireNonNull(root.status(OpenTree.SELF));
      RootTime.keep(root, before.mtime());
      root.sync(OpenTree.SELF);
      try {
        root.makeDirectory(TreeScan.STAGE);
      } catch (FileAlreadyExistsException e) {
        continue; // somebody was faster
      }
      root.setTime(OpenTree.SELF, FileType.DIRECTORY, before.mtime());
      root.sync(OpenTree.SELF);
    }
    throw inProgress();
  }

  private static UpdateInProgressException inProgress() {
    return new UpdateInProgressException(
        "another update of this root file system is running: wait for its end");
  }

  /** {@return the locked stage; null if it vanished meanwhile} */
  private static @Nullable Stage lock(Directory root) throws IOException {
    checkOwner(root);
    Directory directory;
    try {
      directory = root.open(TreeScan.STAGE);
    } catch (NoSuchFileException e) {
      return null;
    }
    Closeable lock = null;
    boolean done = false;
    try {
      // A new name only if nothing else is there: what only has to be removed needs no lock file.
      FileStatus before = directory.status(LOCK);
      lock = directory.lock(LOCK);
      if (lock == null) {
        throw inProgress();
      }
      FileStatus now = directory.status(LOCK);
      FileStatus stage = root.status(TreeScan.STAGE);
      done =
          now != null
              && stage != null
              && stage.inode() == Objects.requireNonNull(directory.status(OpenTree.SELF)).inode()
              && (before == null || before.inode() == now.inode());
      return done ? new Stage(root, directory, lock) : null;
    } catch (NoSuchFileException e) {
      return null;
    } finally {
      if (!done) {
        if (lock != null) {
          lock.close();
        }
        directory.close();
      }
    }
  }

  private static void checkOwner(Directory root) throws IOException {
    FileStatus status = root.status(TreeScan.STAGE);
    if (status != null
        && (status.type() != FileType.DIRECTORY
            || (status.mode() & 077) != 0
            || Integer.toUnsignedLong(status.uid()) != root.privileges().owner())) {
      throw new UnsafePathException(
          "the stage of an update is not of this user alone: /"
              + new String(TreeScan.STAGE, StandardCharsets.US_ASCII)
              + "; remove it");
    }
  }

  State state() throws IOException {
    if (directory.status(JOURNAL) != null) {
      return State.COMMITTING;
    } else if (directory.status(DONE) != null) {
      return State.DONE;
    } else if (directory.status(PREPARED) != null) {
      return State.PREPARED;
    }
    return directory.status(UPDATE) != null ? State.STAGING : State.EMPTY;
  }

  /** {@return which update is being staged; empty if none} */
  String updateId() throws IOException {
    return directory.status(UPDATE) == null
        ? ""
        : new String(read(UPDATE), StandardCharsets.US_ASCII);
  }

  /** Says which update is being staged. */
  void begin(String updateId) throws IOException {
    write(UPDATE, updateId.getBytes(StandardCharsets.US_ASCII));
    if (directory.status(NODES) == null) {
      directory.makeDirectory(NODES);
    }
    directory.sync(OpenTree.SELF);
  }

  /** {@return the directory of staged nodes; the caller closes it} */
  Directory nodes() throws IOException {
    return directory.open(NODES);
  }

  /** Makes the steps durable under a name that says that all is staged. */
  void prepare(Commit commit) throws IOException {
    write(PREPARED, StepFile.toBytes(commit));
  }

  /** Begins the commit: from here on there is no way back. */
  void beginCommit(Commit commit) throws IOException {
    write(JOURNAL, StepFile.toBytes(commit));
  }

  Commit prepared() throws IOException {
    return StepFile.parse(read(PREPARED));
  }

  Commit journal() throws IOException {
    return StepFile.parse(read(JOURNAL));
  }

  private void write(byte[] name, byte[] bytes) throws IOException {
    try (OpenFile file = directory.createFile(TEMPORARY)) {
      file.write(0, bytes, 0, bytes.length);
      file.truncate(bytes.length);
      file.sync();
    }
    directory.rename(TEMPORARY, directory, name);
    directory.sync(OpenTree.SELF);
  }

  private byte[] read(byte[] name) throws IOException {
    try (OpenFile file = directory.openFile(name)) {
      if (file.length() > MAX_FILE_LENGTH) {
        throw new IOException("a file of an update is too long");
      }
      return file.readAll();
    }
  }

  /** Remembers that the tree is the target; only the stage has to be removed. */
  void markDone() throws IOException {
    write(DONE, new byte[0]);
    removeIfThere(JOURNAL);
    directory.sync(OpenTree.SELF);
  }

  /** {@return bytes of the files that are staged} */
  long stagedLength() throws IOException {
    long length = 0;
    try (Directory nodes = nodes()) {
      for (byte[] name : nodes.list()) {
        FileStatus status = nodes.status(name);
        if (status != null && status.type() == FileType.FILE && status.linkCount() == 1) {
          length += status.length();
        }
      }
    }
    return length;
  }

  /** {@return whether it was not removed} */
  boolean isThere() {
    return !removed;
  }

  /** Removes all that is staged for another update. */
  void clear() throws IOException {
    removeNodes();
    removeIfThere(UPDATE);
    directory.sync(OpenTree.SELF);
  }

  private void removeNodes() throws IOException {
    if (directory.status(NODES) != null) {
      try (Directory nodes = nodes()) {
        for (byte[] name : nodes.list()) {
          removeNode(nodes, name);
        }
      }
      directory.removeDirectory(NODES);
    }
  }

  /** Removes the stage; the root gets back the time that it has now. */
  void remove() throws IOException {
    boolean begun = directory.list().size() > 1; // more than the lock
    removeNodes();
    removeIfThere(TEMPORARY);
    removeIfThere(PREPARED);
    removeIfThere(UPDATE);
    directory.sync(OpenTree.SELF);
    Instant time = Objects.requireNonNull(root.status(OpenTree.SELF)).mtime();
    if (begun) {
      RootTime.keep(root, time);
      root.sync(OpenTree.SELF);
    }
    removeIfThere(LOCK);
    removeIfThere(DONE);
    root.removeDirectory(TreeScan.STAGE);
    removed = true;
    if (begun) {
      RootTime.restore(root, time);
    } else {
      RootTime.restore(root); // it may have been interrupted before it gave the time back
    }
  }

  private static void removeNode(Directory nodes, byte[] name) throws IOException {
    FileStatus status = nodes.status(name);
    if (status != null && status.type() == FileType.DIRECTORY) {
      nodes.removeDirectory(name);
    } else if (status != null) {
      nodes.removeFile(name);
    }
  }

  private void removeIfThere(byte[] name) throws IOException {
    if (directory.status(name) != null) {
      directory.removeFile(name);
    }
  }

  @Override
  public void close() throws IOException {
    try (directory) {
      lock.close();
    }
  }
}
