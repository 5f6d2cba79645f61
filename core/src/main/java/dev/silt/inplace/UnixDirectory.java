package dev.silt.inplace;

import dev.silt.delta.NodeOwner;
import dev.silt.delta.NodeType;
import dev.silt.delta.Xattrs;
import dev.silt.error.UnsupportedFormatException;
import dev.silt.rootfs.FileStatus;
import dev.silt.rootfs.FileType;
import dev.silt.rootfs.RawNames;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory of Linux. It is opened by {@link SecureDirectoryStream}, which is openat and follows
 * no link. That knows neither mkdir nor link nor lchown; but an open directory has a number, and
 * {@code /proc/self/fd/NUMBER/name} leads into just this directory, wherever it is moved and
 * whatever stands in its place; see {@link Descriptors}. Not safe for several threads.
 */
final class UnixDirectory implements Directory {

  private static final LinkOption NOFOLLOW = LinkOption.NOFOLLOW_LINKS;

  private static final FileAttribute<?> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final FileAttribute<?> PRIVATE_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final Set<OpenOption> READING = Set.of(StandardOpenOption.READ, NOFOLLOW);

  private static final Set<OpenOption> CREATING =
      Set.of(
          StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE, NOFOLLOW);

  private final Descriptors descriptors;
  private final Descriptors.Numbered opened;
  private final SecureDirectoryStream<Path> stream;
  private final Path path;
  private final Path self;
  private final Programs programs;
  private boolean listed;

  private UnixDirectory(Descriptors descriptors, Descriptors.Numbered opened, Programs programs) {
    this.descriptors = descriptors;
    this.opened = opened;
    this.stream = opened.stream();
    this.path = opened.path();
    this.self = path.resolve(".");
    this.programs = programs;
  }

  /**
   * Opens the root of a tree.
   *
   * @param root its directory; links on the way to it are followed
   * @return it
   * @throws UnsupportedFormatException if the system is not Linux with /proc
   * @throws IOException if it cannot be opened
   */
  @SuppressWarnings("StreamResourceLeak") // closed with the directory
  static UnixDirectory openRoot(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new NotDirectoryException(root.toString());
    }
    if (!FileStatus.isSupported(root) || !Descriptors.areTold()) {
      throw new UnsupportedFormatException(
          root + ": root file systems can be updated on Linux only, with /proc mounted");
    }
    Path real = root.toRealPath();
    Descriptors descriptors = Descriptors.create();
    Descriptors.Numbered opened = descriptors.open(() -> Files.newDirectoryStream(real));
    return new UnixDirectory(descriptors, opened, Programs.find());
  }

  private static Path relative(byte[] name) {
    return RawNames.resolve(Path.of(""), name);
  }

  private Path at(byte[] name) {
    return name.length == 0 ? path : RawNames.resolve(path, name);
  }

  /** The same for another process. */
  private String forOthers(byte[] name) {
    String own = "/proc/" + ProcessHandle.current().pid() + "/fd/" + path.getFileName();
    return name.length == 0 ? own + "/." : RawNames.resolve(Path.of(own), name).toString();
  }

  @Override
  public Directory open(byte[] name) throws IOException {
    Path child = relative(name);
    try {
      return new UnixDirectory(
          descriptors,
          descriptors.open(() -> stream.newDirectoryStream(child, NOFOLLOW)),
          programs);
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw e;
    } catch (FileSystemException e) {
      FileStatus status = status(name);
      if (status != null && status.type() != FileType.DIRECTORY) {
        NotDirectoryException none = new NotDirectoryException(at(name).toString());
        none.initCause(e);
        throw none;
      }
      throw e;
    }
  }

  @Override
  public List<byte[]> list() throws IOException {
    try {
      if (!listed) {
        listed = true;
        return names(stream);
      }
      // A stream can be read once only.
      try (DirectoryStream<Path> again = Files.newDirectoryStream(path)) {
        return names(again);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static List<byte[]> names(DirectoryStream<Path> all) throws IOException {
    List<byte[]> names = new ArrayList<>();
    for (Path each : all) {
      names.add(RawNames.bytes(Objects.requireNonNull(each.getFileName())));
    }
    return names;
  }

  @Override
  public @Nullable FileStatus status(byte[] name) throws IOException {
    try {
      return FileStatus.of(self(name));
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  @Override
  public byte[] readLink(byte[] name) throws IOException {
    return RawNames.bytes(Files.readSymbolicLink(at(name)));
  }

  @Override
  public Xattrs xattrs(byte[] name) throws IOException {
    return programs.xattrs(self(name), forOthers(name));
  }

  private Path self(byte[] name) {
    return name.length == 0 ? self : at(name);
  }

  @Override
  public OpenFile openFile(byte[] name) throws IOException {
    return new UnixFile(FileChannel.open(at(name), READING));
  }

  @Override
  public OpenFile createFile(byte[] name) throws IOException {
    return new UnixFile(FileChannel.open(at(name), CREATING, PRIVATE_FILE));
  }

  @Override
  public void makeDirectory(byte[] name) throws IOException {
    Files.createDirectory(at(name), PRIVATE_DIRECTORY);
  }

  @Override
  public void makeSymbolicLink(byte[] name, byte[] target) throws IOException {
    byte[] relative = withoutSlashes(target);
    Path text = RawNames.resolve(Path.of(relative.length == target.length ? "" : "/"), relative);
    if (Arrays.equals(RawNames.bytes(text), target)) {
      Files.createSymbolicLink(at(name), text);
    } else { // Java drops slashes that a path does not need, but a target is text
      programs.makeSymbolicLink(new String(target, StandardCharsets.UTF_8), forOthers(name));
    }
  }

  private static byte[] withoutSlashes(byte[] target) {
    int from = 0;
    while (from < target.length && target[from] == '/') {
      from++;
    }
    return Arrays.copyOfRange(target, from, target.length);
  }

  @Override
  public void makeSpecial(byte[] name, NodeType type, int mode, long major, long minor)
      throws IOException {
    programs.makeSpecial(forOthers(name), type, mode, major, minor);
  }

  @Override
  public void link(byte[] name, Directory to, byte[] newName) throws IOException {
    Files.createLink(((UnixDirectory) to).at(newName), at(name));
  }

  @Override
  public void rename(byte[] name, Directory to, byte[] newName) throws IOException {
    Files.move(at(name), ((UnixDirectory) to).at(newName), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void removeFile(byte[] name) throws IOException {
    stream.deleteFile(relative(name));
  }

  @Override
  public void removeDirectory(byte[] name) throws IOException {
    stream.deleteDirectory(relative(name));
  }

  @Override
  public void setOwner(byte[] name, NodeOwner owner) throws IOException {
    Files.setAttribute(self(name), "unix:uid", (int) owner.uid(), NOFOLLOW);
    Files.setAttribute(self(name), "unix:gid", (int) owner.gid(), NOFOLLOW);
  }

  @Override
  public void setMode(byte[] name, FileType type, int mode) throws IOException {
    if (type.isDevice() || type == FileType.FIFO) {
      Files.setAttribute(self(name), "unix:mode", mode); // does not open it, which would wait
    } else {
      Files.setAttribute(self(name), "unix:mode", mode, NOFOLLOW);
    }
  }

  @Override
  public void setTime(byte[] name, FileType type, Instant mtime) throws IOException {
    boolean link = type == FileType.SYMBOLIC_LINK;
    // Java opens what it sets times of, which is not without effect for a device; and the times
    // of links have microseconds only.
    if (type.isDevice()
        || type == FileType.FIFO
        || (link && !mtime.equals(mtime.truncatedTo(ChronoUnit.MICROS)))) {
      programs.setTime(forOthers(name), mtime);
      return;
    }
    Files.getFileAttributeView(self(name), BasicFileAttributeView.class, NOFOLLOW)
        .setTimes(FileTime.from(mtime), null, null);
  }

  @Override
  public void setXattr(byte[] name, String attribute, byte @Nullable [] value) throws IOException {
    programs.setXattr(self(name), forOthers(name), attribute, value);
  }

  @Override
  public void sync(byte[] name) throws IOException {
    try (FileChannel channel = FileChannel.open(self(name), READING)) {
      channel.force(true);
    }
  }

  @Override
  public boolean syncFileSystem() throws IOException {
    return programs.sync(forOthers(new byte[0]));
  }

  @Override
  public @Nullable Closeable lock(byte[] name) throws IOException {
    FileChannel channel =
        FileChannel.open(
            at(name),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, NOFOLLOW),
            PRIVATE_FILE);
    boolean locked = false;
    try {
      FileLock lock = channel.tryLock();
      locked = lock != null;
      return locked ? channel : null;
    } catch (OverlappingFileLockException e) {
      return null; // another thread of this process has it
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  @Override
  public long usableSpace() throws IOException {
    return Files.getFileStore(path).getUsableSpace();
  }

  @Override
  public Privileges privileges() {
    return programs.privileges();
  }

  @Override
  public void close() throws IOException {
    descriptors.close(opened);
  }
}
