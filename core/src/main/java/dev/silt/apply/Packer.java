package dev.silt.apply;

import dev.silt.delta.MemberList;
import dev.silt.error.CorruptDataException;
import dev.silt.io.ByteSource;
import dev.silt.io.Tasks;
import dev.silt.io.WorkFiles;
import dev.silt.unpack.Packing;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Makes archives: deflates members into work files, several at a time, then puts skeleton and
 * streams together; with one thread member by member, of which the last is kept. Heap: 29 bytes a
 * member, and for each thread 0.6 MiB and what it reads of a base member, which is at most 256 KiB:
 * longer ones, and all streams, are in work files. Not safe for several threads; works in several.
 */
final class Packer {

  private static final int MAX_LANES = 32;

  /** Bytes of the first lane that stay in memory: nearly all streams that one thread makes. */
  private static final int LAST_STREAM = 1 << 18;

  private final UnpackedBase base;
  private final Contents contents;
  private final WorkFiles work;
  private final @Nullable Tasks tasks;
  private final List<PackLane> lanes = new ArrayList<>();
  private long left;

  /** New contents that are there already; several threads ask for them at once. */
  interface Contents {
    ByteSource content(int number) throws IOException;
  }

  /**
   * Makes a packer.
   *
   * @param base has the base's members
   * @param contents has the new ones
   * @param work where streams go
   * @param tasks the threads; null for the caller's alone
   * @param length bytes that are deflated for all archives
   */
  Packer(UnpackedBase base, Contents contents, WorkFiles work, @Nullable Tasks tasks, long length) {
    this.base = base;
    this.contents = contents;
    this.work = work;
    this.tasks = tasks;
    this.left = length;
  }

  /**
   * Makes one archive.
   *
   * @param skeleton its skeleton
   * @param members its members
   * @param out takes it
   * @param room bytes that it may have
   */
  void pack(ByteSource skeleton, MemberList members, OutputStream out, long room)
      throws IOException {
    PackedStreams streams = new PackedStreams(members, base, contents, lanes);
    streams.plan();
    if (streams.packedLength() > left) {
      throw corrupt("more is packed than it says");
    }
    if (streams.copiedLength() > room) {
      throw corrupt("contents are longer than the header says");
    }
    left -= streams.packedLength();
    makeAll(streams);
    Packing.render(skeleton, streams, out);
  }

  private void makeAll(PackedStreams streams) throws IOException {
    for (PackLane lane : lanes) {
      lane.clear();
    }
    long most = 1 + streams.readLength() / PackedStreams.RANGE_LENGTH;
    int count = tasks == null ? 1 : (int) Math.min(most, Math.min(MAX_LANES, tasks.threadCount()));
    while (lanes.size() < count) {
      boolean first = lanes.isEmpty();
      lanes.add(new PackLane(first ? work.newSpool(LAST_STREAM) : work.newSpool()));
    }
    if (tasks == null || count == 1) {
      streams.makeInTurn();
    } else {
      List<Callable<Boolean>> runs = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int lane = i;
        runs.add(
            () -> {
              streams.make(lane);
              return true;
            });
      }
      tasks.run(runs);
    }
    streams.requireAll();
  }

  /** Checks that as much was deflated as was said. */
  void finish() throws CorruptDataException {
    if (left != 0) {
      throw corrupt("less is packed than it says");
    }
  }

  private static CorruptDataException corrupt(String what) {
    return new CorruptDataException("delta is damaged: " + what + ", section=CONTENTS");
  }
}
