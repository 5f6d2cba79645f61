package dev.silt.apply;

import dev.silt.delta.BaseContents;
import dev.silt.delta.Header;
import dev.silt.delta.MemberList;
import dev.silt.delta.TreeUnpacking;
import dev.silt.delta.Unpacking;
import dev.silt.error.CorruptDataException;
import dev.silt.error.Limits;
import dev.silt.io.ByteSource;
import dev.silt.io.Spool;
import dev.silt.io.Tasks;
import dev.silt.io.WorkFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What decoding needs to know of archives: the base's members, the new members, which go to a work
 * file, and the packer. Not safe for several threads.
 */
public final class Unpacker {

  private final int baseFileCount;
  private final @Nullable TreeUnpacking announced;
  private final @Nullable WorkFiles work;
  private final @Nullable Tasks tasks;
  private final Limits limits;
  private final BitSet done = new BitSet();
  private long contentCount;
  private long left;
  private @Nullable NewContents contents;
  private @Nullable SpooledContents members;
  private @Nullable Spool skeletons;
  private @Nullable Packer packer;

  private Unpacker(
      int baseFileCount,
      @Nullable TreeUnpacking announced,
      @Nullable WorkFiles work,
      @Nullable Tasks tasks,
      Limits limits) {
    this.baseFileCount = baseFileCount;
    this.announced = announced;
    this.work = work;
    this.tasks = tasks;
    this.limits = limits;
  }

  /**
   * For an image.
   *
   * @param baseFileCount how many base files there are
   * @param work where members and archives go
   * @param tasks the threads that pack
   * @param limits what the delta may ask for
   * @return one that knows nothing yet
   */
  static Unpacker forImage(int baseFileCount, WorkFiles work, Tasks tasks, Limits limits) {
    return new Unpacker(baseFileCount, null, work, tasks, limits);
  }

  /**
   * For a root file system; archives are packed by the caller's thread alone.
   *
   * @param announced what TREE says of archives
   * @param work where members and archives go; may be null if no archive is seen through
   * @param limits what the delta may ask for
   * @return one that refuses what was not announced
   */
  public static Unpacker forTree(TreeUnpacking announced, @Nullable WorkFiles work, Limits limits) {
    return new Unpacker(announced.baseFileCount(), announced, work, null, limits);
  }

  /**
   * Begins.
   *
   * @param header of the delta
   * @param unpacking what it says of archives
   * @param base its base files
   * @param newContents takes the contents that entries have
   * @return the base files, and what is seen of them
   */
  BaseContents begin(Header header, Unpacking unpacking, BaseContents base, NewContents newContents)
      throws IOException {
    unpacking.check(limits);
    checkAnnounced(unpacking);
    contentCount = header.contentCount();
    contents = newContents;
    left = unpacking.unpackedLength();
    if (unpacking.equals(Unpacking.NONE)) {
      if (header.packedLength() != 0) {
        throw corrupt("less is packed than it says");
      }
      return base;
    }
    WorkFiles files = Objects.requireNonNull(work);
    UnpackedBase unpacked = UnpackedBase.open(unpacking, baseFileCount, base, files);
    members = SpooledContents.create(files);
    skeletons = files.newSpool();
    packer = new Packer(unpacked, this::content, files, tasks, header.packedLength());
    return unpacked;
  }

  private void checkAnnounced(Unpacking unpacking) throws CorruptDataException {
    if (announced == null) {
      return;
    }
    boolean none = unpacking.equals(Unpacking.NONE);
    if (none != announced.equals(TreeUnpacking.NONE)) {
      throw corrupt("it announces archives and has none, or has some and does not announce them");
    }
    if (unpacking.unpackedLength() > announced.workLength() - unpacking.inflatedLength()) {
      throw corrupt("archives take more work files than it announces");
    }
  }

  /** {@return bytes of members and skeletons that are still to come} */
  long left() {
    return left;
  }

  boolean isMember(int number) {
    return number >= contentCount;
  }

  /** {@return where a skeleton goes} */
  OutputStream skeleton() throws IOException {
    if (skeletons == null) {
      throw corrupt("a content is packed, but nothing is said of archives");
    }
    skeletons.clear();
    return skeletons;
  }

  void addSkeleton(long length) {
    left -= length;
  }

  /** {@return where a member goes} */
  OutputStream member(int number) {
    return Objects.requireNonNull(members).begin((int) (number - contentCount));
  }

  void addMember(int number, long length) {
    left -= length;
    done.set(number);
  }

  void addContent(int number) {
    done.set(number);
  }

  /**
   * Makes an archive of the skeleton that was decoded last.
   *
   * @param number the content's
   * @param list its members
   * @param allowed bytes that it may have if entries have it
   * @return how many of these it has
   */
  long pack(int number, MemberList list, long allowed) throws IOException {
    Spool skeleton = Objects.requireNonNull(skeletons);
    skeleton.flush();
    Objects.requireNonNull(members).settle();
    NewContents entryContents = Objects.requireNonNull(contents);
    entryContents.settle();
    boolean isMember = isMember(number);
    OutputStream out = isMember ? member(number) : entryContents.begin(number);
    long room = isMember ? left : allowed;
    LimitedOutput limited = new LimitedOutput(out, room);
    Objects.requireNonNull(packer).pack(skeleton.slice(0, skeleton.length()), list, limited, room);
    left -= isMember ? limited.written() : 0;
    done.set(number);
    return isMember ? 0 : limited.written();
  }

  /** A content that came before. */
  private ByteSource content(int number) throws IOException {
    if (!done.get(number)) {
      throw corrupt("a packed content comes before its members");
    }
    return isMember(number)
        ? Objects.requireNonNull(members).content((int) (number - contentCount))
        : Objects.requireNonNull(contents).content(number);
  }

  void finish() throws CorruptDataException {
    if (left != 0) {
      throw corrupt("members of archives are shorter than it says");
    }
    if (packer != null) {
      packer.finish();
    }
  }

  private static CorruptDataException corrupt(String what) {
    return new CorruptDataException("delta is damaged: " + what + ", section=CONTENTS");
  }

  /** Lets no more through than is allowed. */
  private static final class LimitedOutput extends OutputStream {
    private final OutputStream out;
    private final long allowed;
    private long written;

    LimitedOutput(OutputStream out, long allowed) {
      this.out = out;
      this.allowed = allowed;
    }

    long written() {
      return written;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      if (count > allowed - written) {
        throw corrupt("contents are longer than the header says");
      }
      out.write(bytes, from, count);
      written += count;
    }
  }
}
