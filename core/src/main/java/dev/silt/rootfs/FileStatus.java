package dev.silt.rootfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;

/**
 * What lstat says of a file.
 *
 * @param mode type and permission bits
 * @param uid owner
 * @param gid group
 * @param linkCount its names
 * @param device the file system that it is on
 * @param inode its number there
 * @param special the device that it is, if it is one
 * @param length bytes of a file
 * @param mtime when its content changed
 * @param ctime when anything of it changed
 */
public record FileStatus(
    int mode,
    int uid,
    int gid,
    int linkCount,
    long device,
    long inode,
    long special,
    long length,
    Instant mtime,
    Instant ctime) {

  private static final String WANTED =
      "unix:mode,uid,gid,nlink,dev,ino,rdev,size,lastModifiedTime,ctime";

  private static final int TYPE = 0170000;
  private static final int MIX = 0x9E3779B9;

  /**
   * Asks the system.
   *
   * @param path a path; if it is a symbolic link, that itself
   * @return what it says
   * @throws IOException if there is nothing, or it cannot be asked
   */
  public static FileStatus of(Path path) throws IOException {
    Map<String, Object> values = Files.readAttributes(path, WANTED, LinkOption.NOFOLLOW_LINKS);
    return new FileStatus(
        (int) number(values, "mode"),
        (int) number(values, "uid"),
        (int) number(values, "gid"),
        (int) number(values, "nlink"),
        number(values, "dev"),
        number(values, "ino"),
        number(values, "rdev"),
        number(values, "size"),
        time(values, "lastModifiedTime"),
        time(values, "ctime"));
  }

  /**
   * Tells whether a directory's file system tells enough.
   *
   * @param directory a directory
   * @return whether it does
   */
  public static boolean isSupported(Path directory) {
    return directory.getFileSystem().supportedFileAttributeViews().contains("unix");
  }

  private static long number(Map<String, Object> values, String name) {
    return values.get(name) instanceof Number number ? number.longValue() : 0;
  }

  private static Instant time(Map<String, Object> values, String name) {
    return values.get(name) instanceof FileTime time ? time.toInstant() : Instant.EPOCH;
  }

  /** {@return what it is} */
  public FileType type() {
    return FileType.of(mode & TYPE);
  }

  /** {@return a number that changes when the file does, as far as the system tells} */
  long stamp() {
    long stamp = inode;
    for (long part : new long[] {device, length, nanos(mtime), nanos(ctime), mode}) {
      stamp = Long.rotateLeft(stamp * 31 * MIX, 29) ^ part;
    }
    return stamp;
  }

  /** Wraps around for times far from ours, which is as good. */
  private static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000 + time.getNano();
  }

  /** {@return a device's major number, as Linux packs it} */
  public int major() {
    return (int) ((special >>> 8 & 0xfff) | (special >>> 32 & ~0xfff));
  }

  /** {@return a device's minor number} */
  public int minor() {
    return (int) ((special & 0xff) | (special >>> 12 & ~0xff));
  }
}
