package dev.silt.apply;

import dev.silt.deflate.DeflateEncoder;
import dev.silt.delta.MemberList;
import dev.silt.error.CorruptDataException;
import dev.silt.io.ByteSource;
import dev.silt.io.Spool;
import dev.silt.progress.ProgressMeter;
import dev.silt.unpack.Member;
import dev.silt.unpack.MemberStreams;
import dev.silt.unpack.Packing;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Makes archives: deflates members into a work file, then puts skeleton and streams together. Heap:
 * 28 bytes a member. Not safe for several threads.
 */
final class Packer {

  private static final int BUFFER_LENGTH = 1 << 16;

  private final UnpackedBase base;
  private final Contents contents;
  private final Spool scratch;
  private final byte[] buffer = new byte[BUFFER_LENGTH];
  private @Nullable DeflateEncoder encoder;
  private long left;

  /** New contents that are there already. */
  interface Contents {
    ByteSource content(int number) throws IOException;
  }

  /**
   * Makes a packer.
   *
   * @param base has the base's members
   * @param contents has the new ones
   * @param scratch is appended to
   * @param allowed bytes that may be deflated
   */
  Packer(UnpackedBase base, Contents contents, Spool scratch, long allowed) {
    this.base = base;
    this.contents = contents;
    this.scratch = scratch;
    this.left = allowed;
  }

  /** Makes one archive. */
  void pack(ByteSource skeleton, MemberList members, OutputStream out) throws IOException {
    Streams streams = new Streams(members);
    for (int run = 0, member = 0; run < members.runCount(); run++) {
      for (int i = 0; i < members.length(run); i++) {
        streams.fill(member++, run, members.first(run) + i);
      }
    }
    scratch.flush();
    Packing.render(skeleton, streams, out);
  }

  /** What is known of each member. */
  private final class Streams implements MemberStreams {
    private final MemberList members;
    private final int[] crcs;
    private final long[] plainLengths;

    /** Where the stream begins in the work file; it ends where the next one begins. */
    private final long[] offsets;

    private int run;
    private int firstOfRun;

    Streams(MemberList members) {
      this.members = members;
      int count = members.count();
      crcs = new int[count];
      plainLengths = new long[count];
      offsets = new long[count + 1];
    }

    void fill(int member, int ofRun, int number) throws IOException {
      offsets[member] = scratch.position();
      if (members.source(ofRun) == MemberList.Source.STREAM) {
        Member found = base.member(number);
        crcs[member] = found.crc();
        plainLengths[member] = found.plainLength();
      } else {
        ByteSource content = content(ofRun, number, true);
        plainLengths[member] = content.length();
        crcs[member] = read(content, members.model(ofRun));
      }
      offsets[member + 1] = scratch.position();
    }

    private ByteSource content(int ofRun, int number, boolean first) throws IOException {
      if (members.source(ofRun) == MemberList.Source.NEW) {
        return contents.content(number);
      }
      return first ? base.content(number) : base.again(number);
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
      while (member >= firstOfRun + members.length(run)) {
        firstOfRun += members.length(run++);
      }
      int number = members.first(run) + member - firstOfRun;
      if (members.source(run) == MemberList.Source.STREAM) {
        return base.stream(number);
      }
      return members.model(run) == 0
          ? content(run, number, false)
          : scratch.slice(offsets[member], offsets[member + 1] - offsets[member]);
    }
  }

  /** {@return the content's CRC-32; it is deflated on the way if the model says so} */
  private int read(ByteSource content, int model) throws IOException {
    long length = content.length();
    DeflateEncoder deflate = null;
    if (model > 0) {
      if (length > left) {
        throw new CorruptDataException(
            "delta is damaged: more is packed than it says, section=CONTENTS");
      }
      left -= length;
      deflate = encoder(model);
    }
    CRC32 crc = new CRC32();
    for (long done = 0; done < length; ) {
      ProgressMeter.checkCancelled();
      int n = (int) Math.min(buffer.length, length - done);
      content.readFully(done, buffer, 0, n);
      crc.update(buffer, 0, n);
      if (deflate != null) {
        deflate.write(buffer, 0, n);
      }
      done += n;
    }
    if (deflate != null) {
      deflate.finish();
    }
    return (int) crc.getValue();
  }

  private DeflateEncoder encoder(int level) {
    DeflateEncoder known = encoder;
    if (known == null) {
      known = DeflateEncoder.create(level, scratch);
      encoder = known;
    } else {
      known.reset(level, scratch);
    }
    return known;
  }
}
