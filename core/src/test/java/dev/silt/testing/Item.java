package dev.silt.testing;

import java.util.Map;
import java.util.TreeMap;

/**
 * One tar entry as a writer is told it. Names are strings of bytes (one char each).
 *
 * @param path as it stands in the archive, say {@code ./usr/bin/} or {@code etc/.wh.passwd}
 * @param type typeflag of the main header
 * @param mode permission bits
 * @param uid owner
 * @param gid group
 * @param userName owner's name
 * @param groupName group's name
 * @param seconds mtime, floor
 * @param fraction digits after the point of the mtime, as written; may be empty
 * @param link target of a hard or symbolic link, else empty
 * @param major of a device
 * @param minor of a device
 * @param xattrs extended attributes, values as byte strings
 * @param data content of a file
 * @param style how the headers look
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only where it is shared
public record Item(
    String path,
    char type,
    int mode,
    long uid,
    long gid,
    String userName,
    String groupName,
    long seconds,
    String fraction,
    String link,
    int major,
    int minor,
    Map<String, String> xattrs,
    byte[] data,
    HeaderStyle style) {

  private static final byte[] NOTHING = {};

  /** {@return an entry with plain attributes} */
  public static Item of(String path, char type) {
    int mode = type == '5' ? 0755 : type == '2' ? 0777 : 0644;
    return new Item(
        path,
        type,
        mode,
        0,
        0,
        "",
        "",
        1_700_000_000L,
        "",
        "",
        0,
        0,
        Map.of(),
        NOTHING,
        HeaderStyle.USTAR);
  }

  /** {@return a regular file} */
  public static Item file(String path, byte[] data) {
    return of(path, '0').withData(data);
  }

  /** {@return a directory; the slash at the end is the caller's choice} */
  public static Item directory(String path) {
    return of(path, '5');
  }

  /** {@return a symbolic link} */
  public static Item symlink(String path, String target) {
    return of(path, '2').withLink(target);
  }

  /** {@return a hard link to another entry's path} */
  public static Item hardLink(String path, String target) {
    return of(path, '1').withLink(target);
  }

  /** {@return whether it is a regular file in one of its three spellings} */
  public boolean isFile() {
    return type == '0' || type == '7' || (type == '\0' && !path.endsWith("/"));
  }

  /** {@return whether it is a directory; V7 marks them by the slash only} */
  public boolean isDirectory() {
    return type == '5' || (type == '\0' && path.endsWith("/"));
  }

  /** {@return whether it is a whiteout or an opaque marker} */
  public boolean isWhiteout() {
    return name().startsWith(".wh.");
  }

  /** {@return the path without leading dots and slashes and without a slash at the end} */
  public String cleanPath() {
    return clean(path);
  }

  /** {@return the last component of the clean path} */
  public String name() {
    String clean = cleanPath();
    return clean.substring(clean.lastIndexOf('/') + 1);
  }

  /** {@return the clean path of the directory it is in} */
  public String parent() {
    String clean = cleanPath();
    return clean.substring(0, Math.max(0, clean.lastIndexOf('/')));
  }

  static String clean(String path) {
    StringBuilder out = new StringBuilder();
    for (int from = 0; from <= path.length(); ) {
      int slash = path.indexOf('/', from);
      int to = slash < 0 ? path.length() : slash;
      String part = path.substring(from, to);
      if (!part.isEmpty() && !part.equals(".")) {
        out.append(out.length() == 0 ? "" : "/").append(part);
      }
      from = to + 1;
    }
    return out.toString();
  }

  /** {@return a changed copy} */
  public Item withPath(String value) {
    return new Item(
        value, type, mode, uid, gid, userName, groupName, seconds, fraction, link, major, minor,
        xattrs, data, style);
  }

  /** {@return a changed copy} */
  public Item withMode(int value) {
    return new Item(
        path, type, value, uid, gid, userName, groupName, seconds, fraction, link, major, minor,
        xattrs, data, style);
  }

  /** {@return a changed copy} */
  public Item withOwner(long newUid, long newGid, String newUser, String newGroup) {
    return new Item(
        path, type, mode, newUid, newGid, newUser, newGroup, seconds, fraction, link, major, minor,
        xattrs, data, style);
  }

  /** {@return a changed copy} */
  public Item withTime(long newSeconds, String newFraction) {
    return new Item(
        path,
        type,
        mode,
        uid,
        gid,
        userName,
        groupName,
        newSeconds,
        newFraction,
        link,
        major,
        minor,
        xattrs,
        data,
        style);
  }

  /** {@return a changed copy} */
  public Item withLink(String value) {
    return new Item(
        path, type, mode, uid, gid, userName, groupName, seconds, fraction, value, major, minor,
        xattrs, data, style);
  }

  /** {@return a changed copy} */
  public Item withDevice(int newMajor, int newMinor) {
    return new Item(
        path, type, mode, uid, gid, userName, groupName, seconds, fraction, link, newMajor,
        newMinor, xattrs, data, style);
  }

  /** {@return a changed copy} */
  public Item withXattrs(Map<String, String> value) {
    return new Item(
        path,
        type,
        mode,
        uid,
        gid,
        userName,
        groupName,
        seconds,
        fraction,
        link,
        major,
        minor,
        new TreeMap<>(value),
        data,
        style);
  }

  /** {@return a changed copy} */
  public Item withData(byte[] value) {
    return new Item(
        path, type, mode, uid, gid, userName, groupName, seconds, fraction, link, major, minor,
        xattrs, value, style);
  }

  /** {@return a changed copy} */
  public Item withStyle(HeaderStyle value) {
    return new Item(
        path, type, mode, uid, gid, userName, groupName, seconds, fraction, link, major, minor,
        xattrs, data, value);
  }

  /** {@return a changed copy, with nothing that belongs to the old type only} */
  public Item withType(char value) {
    return new Item(
        path,
        value,
        mode,
        uid,
        gid,
        userName,
        groupName,
        seconds,
        fraction,
        "",
        0,
        0,
        xattrs,
        value == '0' ? data : NOTHING,
        style);
  }
}
