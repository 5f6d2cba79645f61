package dev.silt;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One path of a flattened image, as a container would see it. Names are bytes, as tar has them; the
 * {@code ...Text} methods read them as UTF-8.
 *
 * @param path without leading or trailing slash; the root is the empty path
 * @param type {@code -} file, {@code d} directory, {@code l} symbolic link, {@code c} and {@code b}
 *     devices, {@code p} FIFO
 * @param mode permission bits with setuid, setgid and sticky
 * @param uid owner
 * @param gid group
 * @param userName owner's name as the layer has it; may be empty
 * @param groupName group's name; may be empty
 * @param length bytes of a file, else 0
 * @param mtimeSeconds seconds since 1970, may be negative
 * @param mtimeNanos nanoseconds to add, 0 to 999,999,999
 * @param linkTarget of a symbolic link, else null
 * @param hardLinkOf first path (in byte order) of the same file if this is another, else null
 * @param deviceMajor of a device, else 0
 * @param deviceMinor of a device, else 0
 * @param xattrs extended attributes by name
 * @param sha256 hex digest of a file's content if contents were digested, else null
 */
@SuppressWarnings(
    "ArrayRecordComponent") // names are raw bytes; equality is not part of the contract
public record TreeEntry(
    byte[] path,
    char type,
    int mode,
    long uid,
    long gid,
    String userName,
    String groupName,
    long length,
    long mtimeSeconds,
    int mtimeNanos,
    byte @Nullable [] linkTarget,
    byte @Nullable [] hardLinkOf,
    long deviceMajor,
    long deviceMinor,
    Map<String, byte[]> xattrs,
    @Nullable String sha256) {

  /** {@return the path read as UTF-8} */
  public String pathText() {
    return new String(path, StandardCharsets.UTF_8);
  }
}
