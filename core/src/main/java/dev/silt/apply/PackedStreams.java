package dev.silt.apply;

import dev.silt.delta.MemberList;
import dev.silt.io.ByteSource;
import dev.silt.unpack.Member;
import dev.silt.unpack.MemberStreams;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of one archive: what is known of each, and where its stream is. First one thread
 * plans, then several make streams, each into its own lane, then one reads. Which thread makes what
 * is left to chance; what is read is not. Where there is one thread it makes each stream when it is
 * asked for, and forgets the one before. Heap: 29 bytes a member.
 */
final class PackedStreams implements MemberStreams {

  /** Bytes that a thread takes at a time. */
  static final int RANGE_LENGTH = 1 << 16;

  /** In place of a lane: nothing is made of the member. */
  private static final byte AS_IT_IS = -1;

  private final MemberList members;
  private final UnpackedBase base;
  private final Packer.Contents contents;
  private final List<PackLane> lanes;
  private final int[] crcs;
  private final long[] plainLengths;
  private final byte[] laneOf;
  private final long[] offsets;
  private final long[] lengths;
  private final Cursor reading;
  private long packedLength;
  private long copiedLength;
  private boolean isInTurn;
  private int current = -1;
  private int next;
  private int failedMember = Integer.MAX_VALUE;
  private @Nullable IOException failure;

  /** Members that follow each other. */
  private record Range(int from, int to) {}

  /**
   * Begins.
   *
   * @param members the archive's
   * @param base has the base's members
   * @param contents has the new ones
   * @param lanes take the streams that are made; they may be added behind
   */
  PackedStreams(
      MemberList members, UnpackedBase base, Packer.Contents contents, List<PackLane> lanes) {
    this.members = members;
    this.base = base;
    this.contents = contents;
    this.lanes = lanes;
    this.reading = new Cursor(members);
    int count = members.count();
    crcs = new int[count];
    plainLengths = new long[count];
    laneOf = new byte[count];
    offsets = new long[count];
    lengths = new long[count];
  }

  /** Walks over the members, forwards. */
  private static final class Cursor {
    private final MemberList members;
    private int run;
    private int firstOfRun;

    Cursor(MemberList members) {
      this.members = members;
    }

    void moveTo(int member) {
      while (member >= firstOfRun + members.length(run)) {
        firstOfRun += members.length(run++);
      }
    }

    int number(int member) {
      return members.first(run) + member - firstOfRun;
    }
  }

  /** Finds the lengths of all members, and charges the base with what will be inflated. */
  void plan() throws IOException {
    Cursor cursor = new Cursor(members);
    for (int member = 0; member < members.count(); member++) {
      cursor.moveTo(member);
      int number = cursor.number(member);
      switch (members.source(cursor.run)) {
        case STREAM -> {
          Member found = base.member(number);
          crcs[member] = found.crc();
          plainLengths[member] = found.plainLength();
          laneOf[member] = AS_IT_IS;
        }
        case BASE -> plainLengths[member] = base.charge(number);
        case NEW -> plainLengths[member] = contents.content(number).length();
      }
      if (laneOf[member] != AS_IT_IS) {
        boolean isPacked = members.model(cursor.run) > 0;
        packedLength += isPacked ? plainLengths[member] : 0;
        copiedLength += isPacked ? 0 : plainLengths[member];
      }
    }
  }

  /** {@return bytes that are read to make the streams} */
  long readLength() {
    return packedLength + copiedLength;
  }

  /** {@return bytes that are deflated} */
  long packedLength() {
    return packedLength;
  }

  /** {@return bytes of contents that go into the archive as they are} */
  long copiedLength() {
    return copiedLength;
  }

  /**
   * Lets each stream be made by who asks for it, into the first lane. They are asked for in the
   * order of members, and what is known of a member after its stream.
   */
  void makeInTurn() {
    isInTurn = true;
  }

  /**
   * Makes streams as long as there are any to be made; in as many threads as there are lanes.
   *
   * @param lane index of one that no other thread has
   */
  void make(int lane) throws IOException {
    Cursor cursor = new Cursor(members);
    for (Range range = take(); range != null; range = take()) {
      for (int member = range.from(); member < range.to(); member++) {
        try {
          cursor.moveTo(member);
          make(member, cursor, lane);
        } catch (IOException e) {
          fail(member, e);
          return;
        }
      }
    }
    lanes.get(lane).flush();
  }

  private void make(int member, Cursor cursor, int lane) throws IOException {
    if (laneOf[member] == AS_IT_IS) {
      return;
    }
    PackLane out = lanes.get(lane);
    int model = members.model(cursor.run);
    offsets[member] = out.position();
    crcs[member] = out.read(content(member, cursor), model);
    lengths[member] = out.position() - offsets[member];
    laneOf[member] = model == 0 ? AS_IT_IS : (byte) lane;
  }

  /**
   * Members are taken in order, so the first that fails is made, and found, whatever else fails.
   */
  private synchronized @Nullable Range take() {
    if (failure != null || next == members.count()) {
      return null;
    }
    int from = next;
    for (long length = 0; next < members.count() && length < RANGE_LENGTH; next++) {
      length += laneOf[next] == AS_IT_IS ? 0 : plainLengths[next];
    }
    return new Range(from, next);
  }

  private synchronized void fail(int member, IOException e) {
    if (member < failedMember) {
      failedMember = member;
      failure = e;
    }
  }

  /** Throws what the first member that could not be made has thrown. */
  synchronized void requireAll() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  private ByteSource content(int member, Cursor cursor) throws IOException {
    int number = cursor.number(member);
    return members.source(cursor.run) == MemberList.Source.NEW
        ? contents.content(number)
        : base.charged(number);
  }

  @Override
  public int count() {
    return members.count();
  }

  @Override
  public int crc(int member) {
    return crcs[member];
  }

  @Override
  public long plainLength(int member) {
    return plainLengths[member];
  }

  @Override
  public ByteSource stream(int member) throws IOException {
    reading.moveTo(member);
    if (isInTurn && member != current) {
      current = member;
      lanes.get(0).clear();
      make(member, reading, 0);
      lanes.get(0).flush();
    }
    if (laneOf[member] != AS_IT_IS) {
      return lanes.get(laneOf[member]).stream(offsets[member], lengths[member]);
    }
    return members.source(reading.run) == MemberList.Source.STREAM
        ? base.stream(reading.number(member))
        : content(member, reading);
  }
}
