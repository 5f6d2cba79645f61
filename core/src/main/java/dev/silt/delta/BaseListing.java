package dev.silt.delta;

import dev.silt.io.Leb128;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A digest of what a tree lists: paths, types, lengths, targets of symbolic links. It tells whether
 * a root file system has the base's files and no others, without reading them. Not safe for several
 * threads.
 */
public final class BaseListing {

  private final PathDigest digest = PathDigest.create();
  private int count;

  private BaseListing() {}

  /** {@return a listing of nothing} */
  public static BaseListing create() {
    return new BaseListing();
  }

  /**
   * Adds the next path, in path order.
   *
   * @param path without slashes at its ends
   * @param type what it is
   * @param length bytes of a file, else ignored
   * @param linkTarget of a symbolic link, else ignored
   */
  public void add(byte[] path, NodeType type, long length, byte[] linkTarget) {
    ByteArrayOutputStream more = new ByteArrayOutputStream();
    more.write(type.code());
    try {
      Leb128.write(more, type == NodeType.FILE ? length : 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    digest.add(path);
    digest.add(more.toByteArray());
    digest.add(type == NodeType.SYMBOLIC_LINK ? linkTarget : new byte[0]);
    count++;
  }

  /** {@return how many paths were added} */
  public int count() {
    return count;
  }

  /** {@return the digest; the listing ends} */
  public byte[] digest() {
    return digest.digest();
  }
}
