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

/**
 * An open directory: all that an update does to a file system goes through here, so that tests can
 * number it and let it fail. Names are single components, never followed if they are symbolic
 * links; an empty name means the directory itself where that is said. Not safe for several threads.
 */
public interface Directory extends Closeable {

  /**
   * Opens a directory in this one.
   *
   * @param name its name
   * @return it
   * @throws java.nio.file.NotDirectoryException if it is something else, a symbolic link too
   * @throws java.nio.file.NoSuchFileException if it is not there
   * @throws IOException if it cannot be opened
   */
  Directory open(byte[] name) throws IOException;

  /** {@return all names, in any order} */
  List<byte[]> list() throws IOException;

  /** {@return what lstat says, or null if it is not there; of itself if the name is empty} */
  @Nullable FileStatus status(byte[] name) throws IOException;

  /** {@return target of a symbolic link} */
  byte[] readLink(byte[] name) throws IOException;

  /** {@return extended attributes that can be read; of itself if the name is empty} */
  Xattrs xattrs(byte[] name) throws IOException;

  /** {@return a regular file to read} */
  OpenFile openFile(byte[] name) throws IOException;

  /** {@return a new regular file, or the one that is there, with mode 0600, to read and write} */
  OpenFile createFile(byte[] name) throws IOException;

  /** Makes a directory with mode 0700. */
  void makeDirectory(byte[] name) throws IOException;

  /** Makes a symbolic link. */
  void makeSymbolicLink(byte[] name, byte[] target) throws IOException;

  /** Makes a device or FIFO. */
  void makeSpecial(byte[] name, NodeType type, int mode, long major, long minor) throws IOException;

  /** Makes one more name of a node that is no directory. */
  void link(byte[] name, Directory to, byte[] newName) throws IOException;

  /** Moves a node, over what is there unless one of them is a directory. */
  void rename(byte[] name, Directory to, byte[] newName) throws IOException;

  /** Removes what is no directory. */
  void removeFile(byte[] name) throws IOException;

  /**
   * Removes an empty directory.
   *
   * @throws java.nio.file.DirectoryNotEmptyException if it is not empty
   */
  void removeDirectory(byte[] name) throws IOException;

  /** Sets user and group. */
  void setOwner(byte[] name, NodeOwner owner) throws IOException;

  /** Sets the permission bits of what is no symbolic link, but of the type that lstat said. */
  void setMode(byte[] name, FileType type, int mode) throws IOException;

  /**
   * Sets the time of change of the content.
   *
   * @param name what; the directory itself if it is empty
   * @param type what lstat said it is
   * @param mtime the time
   * @throws IOException if it cannot be set
   */
  void setTime(byte[] name, FileType type, Instant mtime) throws IOException;

  /** Sets one extended attribute; removes it if the value is null. The name may be empty. */
  void setXattr(byte[] name, String attribute, byte @Nullable [] value) throws IOException;

  /** Makes names of this directory durable; with a name, a file's or directory's bytes. */
  void sync(byte[] name) throws IOException;

  /** {@return whether all that the file system was told is durable now; if not, it cannot tell} */
  boolean syncFileSystem() throws IOException;

  /** {@return a lock on a file, which is made if need be; null if another has it} */
  @Nullable Closeable lock(byte[] name) throws IOException;

  /** {@return bytes that the file system has room for} */
  long usableSpace() throws IOException;

  /** {@return what this process may set} */
  Privileges privileges();
}
