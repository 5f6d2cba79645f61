package dev.silt.inplace;

import dev.silt.delta.NodeOwner;
import dev.silt.delta.NodeType;
import dev.silt.delta.Xattrs;
import dev.silt.rootfs.FileStatus;
import dev.silt.rootfs.FileType;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passes everything on, numbers the changes, and does something after one of them. */
final class FaultyDirectory implements Directory {

  private final Directory directory;
  private final Trap trap;

  FaultyDirectory(Directory directory, Trap trap) {
    this.directory = directory;
    this.trap = trap;
  }

  /** Counts changes; not thread-safe. */
  static final class Trap {
    private final int at;
    private final Runnable action;
    private int count;

    Trap(int at, Runnable action) {
      this.at = at;
      this.action = action;
    }

    int count() {
      return count;
    }

    /** Once it is reached, everything that follows fails too. */
    void changed() {
      count++;
      if (at > 0 && count >= at) {
        action.run();
      }
    }
  }

  @Override
  public Directory open(byte[] name) throws IOException {
    return new FaultyDirectory(directory.open(name), trap);
  }

  @Override
  public List<byte[]> list() throws IOException {
    return directory.list();
  }

  @Override
  public @Nullable FileStatus status(byte[] name) throws IOException {
    return directory.status(name);
  }

  @Override
  public byte[] readLink(byte[] name) throws IOException {
    return directory.readLink(name);
  }

  @Override
  public Xattrs xattrs(byte[] name) throws IOException {
    return directory.xattrs(name);
  }

  @Override
  public OpenFile openFile(byte[] name) throws IOException {
    return directory.openFile(name);
  }

  @Override
  public OpenFile createFile(byte[] name) throws IOException {
    OpenFile file = directory.createFile(name);
    trap.changed();
    return new OpenFile() {
      @Override
      public void write(long offset, byte[] bytes, int from, int count) throws IOException {
        file.write(offset, bytes, from, count);
        trap.changed();
      }

      @Override
      public void truncate(long length) throws IOException {
        file.truncate(length);
        trap.changed();
      }

      @Override
      public void sync() throws IOException {
        file.sync();
        trap.changed();
      }

      @Override
      public long length() {
        return file.length();
      }

      @Override
      public int read(long offset, byte[] buffer, int from, int count) throws IOException {
        return file.read(offset, buffer, from, count);
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }

  @Override
  public void makeDirectory(byte[] name) throws IOException {
    directory.makeDirectory(name);
    trap.changed();
  }

  @Override
  public void makeSymbolicLink(byte[] name, byte[] target) throws IOException {
    directory.makeSymbolicLink(name, target);
    trap.changed();
  }

  @Override
  public void makeSpecial(byte[] name, NodeType type, int mode, long major, long minor)
      throws IOException {
    directory.makeSpecial(name, type, mode, major, minor);
    trap.changed();
  }

  @Override
  public void link(byte[] name, Directory to, byte[] newName) throws IOException {
    directory.link(name, ((FaultyDirectory) to).directory, newName);
    trap.changed();
  }

  @Override
  public void rename(byte[] name, Directory to, byte[] newName) throws IOException {
    directory.rename(name, ((FaultyDirectory) to).directory, newName);
    trap.changed();
  }

  @Override
  public void removeFile(byte[] name) throws IOException {
    directory.removeFile(name);
    trap.changed();
  }

  @Override
  public void removeDirectory(byte[] name) throws IOException {
    directory.removeDirectory(name);
    trap.changed();
  }

  @Override
  public void setOwner(byte[] name, NodeOwner owner) throws IOException {
    directory.setOwner(name, owner);
    trap.changed();
  }

  @Override
  public void setMode(byte[] name, FileType type, int mode) throws IOException {
    directory.setMode(name, type, mode);
    trap.changed();
  }

  @Override
  public void setTime(byte[] name, FileType type, Instant mtime) throws IOException {
    directory.setTime(name, type, mtime);
    trap.changed();
  }

  @Override
  public void setXattr(byte[] name, String attribute, byte @Nullable [] value) throws IOException {
    directory.setXattr(name, attribute, value);
    trap.changed();
  }

  @Override
  public void sync(byte[] name) throws IOException {
    directory.sync(name);
    trap.changed();
  }

  @Override
  public boolean syncFileSystem() throws IOException {
    boolean done = directory.syncFileSystem();
    trap.changed();
    return done;
  }

  @Override
  public @Nullable Closeable lock(byte[] name) throws IOException {
    Closeable lock = directory.lock(name);
    try {
      trap.changed();
    } catch (RuntimeException e) {
      if (lock != null) {
        lock.close(); // as the end of a process does
      }
      throw e;
    }
    return lock;
  }

  @Override
  public long usableSpace() throws IOException {
    return directory.usableSpace();
  }

  @Override
  public Privileges privileges() {
    return directory.privileges();
  }

  @Override
  public void close() throws IOException {
    directory.close();
  }
}
