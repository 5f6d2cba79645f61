package dev.silt.delta;

import dev.silt.error.CorruptDataException;
import dev.silt.error.UnsupportedFormatException;
import dev.silt.io.Leb128;
import dev.silt.relocate.RelocationHints;
import dev.silt.relocate.RunList;
import dev.silt.transform.LiteralTransform;
import dev.silt.transform.MachineCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the new contents and their ops, and checks that nothing is empty. Whoever walks reads
 * (or skips) the bytes of each add and insert from the streams before the next op. Not safe for
 * several threads.
 */
public final class ContentOps {

  /** Kind of an op number that is no op: its length field says what it is. */
  private static final int CONTROL = 3;

  /** Op number: the content ends. */
  public static final long END = CONTROL;

  /** Op number: the rest of the base content is copied, and the content ends. */
  public static final long COPY_TO_BASE_END = 1 << 2 | CONTROL;

  /** In place of a transform: the content does not follow the one before, how far is said next. */
  public static final int JUMP = 16;

  /** Base files of one content at most. */
  public static final int MAX_BASES = 16;

  /** Added to a transform's number: the base is relocated. */
  public static final int RELOCATED = 2;

  /** In place of the first content's transform: what is said of archives stands before it. */
  public static final int UNPACKING = 8;

  /** The same, and where the parts of class archives are. */
  public static final int UNPACKING_CLASSES = 11;

  /** In place of a transform: the content is an archive that is not seen through, and why. */
  public static final int OPAQUE = 10;

  /** Transform of a content that is packed: its ops make its skeleton. */
  public static final int PACKED = 9;

  /** The same, and the skeleton's base is relocated. */
  public static final int PACKED_RELOCATED = 12;

  private final ContentStreamReader streams;
  private long contentCount;
  private @Nullable Unpacking unpacking; // null until something was read
  private long pendingCode; // read, but not used yet
  private boolean pending;
  private @Nullable MemberList members;
  private @Nullable OpaqueReason opaque;
  private final BitSet numbers = new BitSet();
  private int number = -1;
  private LiteralTransform transform = LiteralTransform.NONE;
  private List<Integer> baseFiles = List.of();
  private long lastFile;
  private boolean ended = true;
  private boolean toBaseEnd;
  private long expectedOffset;
  private Op op = Op.INSERT;
  private long length;
  private long baseOffset;
  private @Nullable RelocationHints hints;
  private @Nullable KnownOps known; // all ops, if the base is relocated

  private ContentOps(ContentStreamReader streams, long contentCount) {
    this.streams = streams;
    this.contentCount = contentCount;
  }

  /**
   * The number that stands for an op.
   *
   * @param op its kind
   * @param length bytes that it makes
   * @return its number in the stream of ops
   */
  public static long number(Op op, long length) {
    return length << 2 | op.code();
  }

  /** {@return what an op's number says that it does: {@link Op#code}, or no op} */
  static int kind(long number) {
    return (int) (number & 3);
  }

  /**
   * Begins before the first content.
   *
   * @param streams the streams
   * @param contentCount contents in them, within the limits
   * @return the walk
   */
  public static ContentOps open(ContentStreamReader streams, long contentCount) {
    return new ContentOps(streams, contentCount);
  }

  /**
   * Reads what stands before the first content, where that has not been done.
   *
   * @return what the delta says of archives
   * @throws IOException if the delta is damaged
   */
  public Unpacking unpacking() throws IOException {
    Unpacking known = unpacking;
    if (known == null) {
      long code = streams.number(ContentStream.TABLE);
      boolean hasLayouts = code == UNPACKING_CLASSES;
      boolean isSaid = code == UNPACKING || hasLayouts;
      known = isSaid ? UnpackingCoder.read(streams, hasLayouts) : Unpacking.NONE;
      unpacking = known;
      if (known.memberCount() < 0 || known.memberCount() > Integer.MAX_VALUE - contentCount) {
        throw corrupt("number of members out of range");
      }
      contentCount += known.memberCount();
      pendingCode = code;
      pending = !isSaid;
    }
    return known;
  }

  private long nextCode() throws IOException {
    unpacking();
    boolean known = pending;
    pending = false;
    return known ? pendingCode : streams.number(ContentStream.TABLE);
  }

  /**
   * Goes to the next content.
   *
   * @throws IOException if the delta is damaged or needs something unknown
   */
  public void nextContent() throws IOException {
    long code = nextCode();
    number = nextNumber(code);
    long transformCode = code == JUMP ? streams.number(ContentStream.TABLE) : code;
    opaque = transformCode == OPAQUE ? UnpackingCoder.readReason(streams) : null;
    transformCode = opaque == null ? transformCode : streams.number(ContentStream.TABLE);
    boolean packedRelocated = transformCode == PACKED_RELOCATED;
    boolean packed = transformCode == PACKED || packedRelocated;
    if (opaque != null && packed) {
      throw corrupt("an archive is seen through, and is not");
    }
    members = packed ? UnpackingCoder.readMembers(streams) : null;
    transformCode = packed ? 0 : transformCode;
    boolean relocated = transformCode == 3 || transformCode == 4 || transformCode == 7;
    transform = readTransform(relocated ? transformCode - RELOCATED : transformCode);
    relocated |= packedRelocated;
    streams.content(transform.machine());
    long baseCount = streams.number(ContentStream.TABLE);
    if (baseCount > MAX_BASES || baseCount < 0) {
      throw unknown("more than " + MAX_BASES + " bases for one content");
    }
    ended = false;
    expectedOffset = 0;
    baseFiles = readBaseFiles((int) baseCount);
    hints = null;
    known = null;
    if (relocated) {
      if (baseCount == 0) {
        throw corrupt("relocation without a base");
      }
      hints = HintsCoder.read(streams);
      known = readOps();
    }
  }

  private List<Integer> readBaseFiles(int count) throws IOException {
    List<Integer> files = new ArrayList<>(count);
    long file = lastFile;
    for (int i = 0; i < count; i++) {
      file += Leb128.unzigzag(streams.number(ContentStream.TABLE));
      if (file < 0 || file > Integer.MAX_VALUE) {
        throw corrupt("number of a base file out of range");
      }
      if (files.contains((int) file)) {
        throw corrupt("a content has the same base file twice");
      }
      files.add((int) file);
    }
    if (count > 0) {
      lastFile = files.get(0);
    }
    return files;
  }

  private int nextNumber(long code) throws IOException {
    long next = number + 1L;
    if (code == JUMP) {
      long distance = Leb128.unzigzag(streams.number(ContentStream.TABLE));
      if (distance == 0 || Math.abs(distance) > contentCount) {
        throw corrupt("number of a content out of range");
      }
      next += distance;
    }
    if (next < 0 || next >= contentCount) {
      throw corrupt("number of a content out of range");
    }
    if (numbers.get((int) next)) {
      throw corrupt("a content comes twice");
    }
    numbers.set((int) next);
    return (int) next;
  }

  /** Reads all ops at once: together they say what went where. */
  private KnownOps readOps() throws IOException {
    KnownOps all = new KnownOps();
    while (nextOp()) {
      if (toBaseEnd || !all.add(op, length, baseOffset)) {
        throw corrupt("ops on a relocated base out of range");
      }
    }
    return all;
  }

  private LiteralTransform readTransform(long code) throws IOException {
    MachineCode machine = MachineCode.ofCode(code);
    if (machine == null) {
      throw unknown("a transform, " + code);
    }
    if (machine != MachineCode.X86_64) {
      return new LiteralTransform(machine, 0);
    }
    long spaceLog = streams.number(ContentStream.TABLE);
    if (spaceLog < 0 || spaceLog > LiteralTransform.MAX_SPACE_LOG) {
      throw corrupt("space of a transform out of range");
    }
    return new LiteralTransform(machine, (int) spaceLog);
  }

  /**
   * Goes to the next op of the content.
   *
   * @return false at its end
   * @throws IOException if the delta is damaged
   */
  public boolean nextOp() throws IOException {
    KnownOps all = known;
    if (all != null) {
      if (!all.next()) {
        return false;
      }
      op = all.kind();
      length = all.length();
      baseOffset = op == Op.INSERT ? 0 : all.baseOffset();
      return true;
    }
    if (ended) {
      return false;
    }
    toBaseEnd = false;
    if (baseFiles.isEmpty()) {
      op = Op.INSERT;
      length = streams.number(ContentStream.TABLE);
      ended = true;
    } else {
      long coded = streams.number(ContentStream.OPS);
      int kind = kind(coded);
      length = coded >>> 2;
      if (kind == CONTROL) {
        return control(coded);
      }
      op = Op.ofCode(kind);
    }
    if (length <= 0) {
      throw corrupt("length of an op out of range");
    }
    baseOffset = expectedOffset;
    if (op != Op.INSERT) {
      baseOffset += Leb128.unzigzag(streams.number(ContentStream.OFFSETS));
      if (baseOffset < 0 || baseOffset > Long.MAX_VALUE - length) {
        throw corrupt("op reads outside of its base content");
      }
    }
    expectedOffset = baseOffset + length;
    return true;
  }

  private boolean control(long code) throws CorruptDataException {
    ended = true;
    if (code == END) {
      return false;
    }
    if (code != COPY_TO_BASE_END) {
      throw corrupt("unknown op");
    }
    op = Op.COPY;
    toBaseEnd = true;
    length = 0;
    baseOffset = expectedOffset;
    return true;
  }

  /**
   * {@return whether the current op copies from its offset to the base content's end, wherever that
   * is; its length is 0 then}
   */
  public boolean toBaseEnd() {
    return toBaseEnd;
  }

  /** {@return the content's number: its place in the order of first use} */
  public int number() {
    return number;
  }

  /** {@return of a packed content its members, its ops make its skeleton; else null} */
  public @Nullable MemberList members() {
    return members;
  }

  /** {@return why the content is an archive that is not seen through; null if it does not say} */
  public @Nullable OpaqueReason opaque() {
    return opaque;
  }

  /** {@return how the base is relocated; null if it is not} */
  public @Nullable RelocationHints relocation() {
    return hints;
  }

  /** {@return what of the relocated base went where; for contents with {@link #relocation}} */
  public RunList runs() {
    return Objects.requireNonNull(known).runs();
  }

  /** {@return how the content's literals are rewritten} */
  public LiteralTransform transform() {
    return transform;
  }

  /**
   * {@return numbers of the base files whose contents, one after another, are the content's base
   * content; none if it is all inserted}
   */
  public List<Integer> baseFiles() {
    return Collections.unmodifiableList(baseFiles);
  }

  /** {@return what the current op does} */
  public Op op() {
    return op;
  }

  /** {@return bytes that the current op makes} */
  public long length() {
    return length;
  }

  /** {@return where the current op reads in the base content; nothing for an insert} */
  public long baseOffset() {
    return baseOffset;
  }

  /**
   * Skips the bytes of the current op.
   *
   * @throws IOException if the delta is damaged
   */
  public void skipBytes() throws IOException {
    if (op == Op.COPY) {
      return;
    }
    streams.skip(op == Op.ADD ? ContentStream.DIFFERENCES : ContentStream.LITERALS, length);
  }

  static CorruptDataException corrupt(String what) {
    return new CorruptDataException("delta is damaged: " + what + ", section=CONTENTS");
  }

  static UnsupportedFormatException unknown(String what) {
    return new UnsupportedFormatException(
        "delta uses " + what + ", which this version does not know; use a newer version of Silt");
  }
}
