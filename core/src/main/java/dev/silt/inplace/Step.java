package dev.silt.inplace;

import dev.silt.delta.NodeAttributes;
import dev.silt.rootfs.FileStatus;
import dev.silt.rootfs.FileType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One step of a commit. Each can be done again, by whoever finds it half done. */
sealed interface Step {

  /** Bits of a mode that say the type. */
  int TYPE = 0170000;

  /** {@return the path that it is about} */
  byte[] path();

  /**
   * What must stand at a path when the commit begins: nothing has touched it since it was staged.
   *
   * @param path the path
   * @param stamp of what stands there; 0 for nothing
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  record Expect(byte[] path, long stamp) implements Step {

    static Expect of(byte[] path, @Nullable FileStatus status) {
      return new Expect(path, stamp(status));
    }

    /** Type, inode, length, time; not what making a link of it changes. */
    static long stamp(@Nullable FileStatus status) {
      if (status == null) {
        return 0;
      }
      boolean directory = status.type() == FileType.DIRECTORY;
      long stamp = 1;
      // Wraps around for times far from ours, which is as good.
      Instant mtime = status.mtime();
      long time = mtime.getEpochSecond() * 1_000_000_000 + mtime.getNano();
      long[] parts = {
        status.device(),
        status.inode(),
        status.mode() & TYPE,
        directory ? 0 : status.length(),
        directory ? 0 : time
      };
      for (long part : parts) {
        stamp = Long.rotateLeft(stamp * 0x9E3779B97F4A7C15L, 29) ^ part;
      }
      return stamp | 1;
    }
  }

  /**
   * Moves a staged node to its path.
   *
   * @param path the path
   * @param staged its name in the stage
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  record Place(byte[] path, int staged) implements Step {}

  /**
   * Removes what stands at a path; a directory only if nothing is left in it.
   *
   * @param path the path
   * @param directory whether it is one; if it is something else by now, it is not removed
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  record Remove(byte[] path, boolean directory) implements Step {}

  /**
   * Sets attributes.
   *
   * @param path the path
   * @param attributes those to set
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  record Attributes(byte[] path, NodeAttributes attributes) implements Step {}

  /**
   * Sets a directory's time, after all that changes it.
   *
   * @param path the path
   * @param mtime the time; null for the one that it has when the commit begins
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  record Time(byte[] path, @Nullable Instant mtime) implements Step {}
}
