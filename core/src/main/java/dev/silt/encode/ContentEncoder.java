package dev.silt.encode;

import dev.silt.delta.AddWindow;
import dev.silt.delta.ContentOps;
import dev.silt.delta.ContentStream;
import dev.silt.delta.ContentStreamWriter;
import dev.silt.delta.HintsCoder;
import dev.silt.delta.LiteralWindow;
import dev.silt.delta.MemberList;
import dev.silt.delta.Op;
import dev.silt.delta.OpList;
import dev.silt.delta.OpRuns;
import dev.silt.delta.OpaqueReason;
import dev.silt.delta.RecentBytes;
import dev.silt.delta.UnpackingCoder;
import dev.silt.io.ByteSource;
import dev.silt.io.Leb128;
import dev.silt.progress.ProgressMeter;
import dev.silt.relocate.ElfLayout;
import dev.silt.relocate.Relocation;
import dev.silt.relocate.RelocationHints;
import dev.silt.relocate.RunList;
import dev.silt.transform.LiteralTransform;
import dev.silt.transform.MachineCode;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes contents' ops, difference bytes and literals into the streams. Not safe for several
 * threads.
 */
final class ContentEncoder {

  private static final int BUFFER_LENGTH = 1 << 16;

  private final ContentStreamWriter streams;
  private final ProgressMeter meter;
  private final byte[] buffer = new byte[BUFFER_LENGTH];
  private final AddWindow window = AddWindow.create();
  private final LiteralWindow around = LiteralWindow.create();
  private int lastNumber = -1;
  private int lastFile;
  private final OpTally tally = new OpTally();

  ContentEncoder(ContentStreamWriter streams, ProgressMeter meter) {
    this.streams = streams;
    this.meter = meter;
  }

  /** {@return ops so far} */
  OpTally tally() {
    return tally;
  }

  /**
   * Encodes one content.
   *
   * @param number the content's
   * @param members if it is packed, its members
   * @param opaque why it is an archive that is not seen through; else null
   * @param target the content, or the skeleton if it is packed
   * @param files numbers of its base files
   * @param ops on their contents, one after another; null if there is no base file
   * @param hints how the base is relocated; null if it is not
   * @param baseLength bytes of the base files
   * @param base their contents, one after another; null if there are no adds and literals are coded
   *     without what is around them
   */
  void encode(
      int number,
      @Nullable MemberList members,
      @Nullable OpaqueReason opaque,
      ByteSource target,
      List<Integer> files,
      @Nullable OpList ops,
      @Nullable RelocationHints hints,
      long baseLength,
      @Nullable ByteSource base)
      throws IOException {
    if (number != lastNumber + 1) {
      streams.number(ContentStream.TABLE, ContentOps.JUMP);
      streams.number(ContentStream.TABLE, Leb128.zigzag(number - lastNumber - 1L));
    }
    lastNumber = number;
    if (opaque != null) {
      streams.number(ContentStream.TABLE, ContentOps.OPAQUE);
      streams.number(ContentStream.TABLE, opaque.code());
    }
    LiteralTransform transform = transform(target, hints != null, members);
    around.reset();
    if (ops == null || isOneInsert(ops)) {
      streams.number(ContentStream.TABLE, 0);
      streams.number(ContentStream.TABLE, target.length());
      tally.add(Op.INSERT, target.length());
      insert(target, 0, target.length(), transform, ByteSource.concat(List.of()), 0);
      return;
    }
    streams.number(ContentStream.TABLE, files.size());
    int previous = lastFile;
    for (int file : files) {
      streams.number(ContentStream.TABLE, Leb128.zigzag((long) file - previous));
      previous = file;
    }
    lastFile = files.get(0);
    if (hints != null) {
      encodeRelocated(target, ops, hints, Objects.requireNonNull(base), transform);
      return;
    }
    long position = 0;
    long expected = 0;
    for (int i = 0; i < ops.count(); i++) {
      Op kind = ops.kind(i);
      long length = ops.length(i);
      long offset = ops.baseOffset(i);
      boolean last = i + 1 == ops.count();
      if (last && kind == Op.COPY && offset == expected && offset + length == baseLength) {
        streams.number(ContentStream.OPS, ContentOps.COPY_TO_BASE_END);
        tally.add(kind, length);
        meter.add(length);
        return;
      }
      streams.number(ContentStream.OPS, ContentOps.number(kind, length));
      tally.add(kind, length);
      if (kind == Op.INSERT) {
        insert(target, position, length, transform, base, expected);
        expected += length;
      } else {
        streams.number(ContentStream.OFFSETS, Leb128.zigzag(offset - expected));
        expected = offset + length;
        if (kind == Op.ADD) {
          add(target, position, Objects.requireNonNull(base), offset, length);
        } else {
          meter.add(length);
        }
      }
      position += length;
    }
    streams.number(ContentStream.OPS, ContentOps.END);
  }

  /** First all ops, which say what went where; then what they need. */
  private void encodeRelocated(
      ByteSource target,
      OpList ops,
      RelocationHints hints,
      ByteSource base,
      LiteralTransform transform)
      throws IOException {
    HintsCoder.write(streams, hints);
    long expected = 0;
    for (int i = 0; i < ops.count(); i++) {
      Op kind = ops.kind(i);
      streams.number(ContentStream.OPS, ContentOps.number(kind, ops.length(i)));
      tally.add(kind, ops.length(i));
      if (kind != Op.INSERT) {
        streams.number(ContentStream.OFFSETS, Leb128.zigzag(ops.baseOffset(i) - expected));
        expected = ops.baseOffset(i);
      }
      expected += ops.length(i);
    }
    streams.number(ContentStream.OPS, ContentOps.END);
    ElfLayout layout = Objects.requireNonNull(ElfLayout.parse(base));
    RunList runs = Objects.requireNonNull(OpRuns.of(ops));
    Relocation relocation = Relocation.of(base, layout, hints, runs);
    long position = 0;
    expected = 0;
    for (int i = 0; i < ops.count(); i++) {
      long length = ops.length(i);
      switch (ops.kind(i)) {
        case INSERT -> insert(target, position, length, transform, base, expected);
        case ADD ->
            add(target, position, relocation.forTarget(position), ops.baseOffset(i), length);
        case COPY -> meter.add(length);
      }
      expected = (ops.kind(i) == Op.INSERT ? expected : ops.baseOffset(i)) + length;
      position += length;
    }
  }

  private static boolean isOneInsert(OpList ops) {
    return ops.count() == 1 && ops.kind(0) == Op.INSERT;
  }

  private LiteralTransform transform(
      ByteSource target, boolean relocated, @Nullable MemberList members) throws IOException {
    if (members != null) {
      streams.content(MachineCode.NONE);
      streams.number(
          ContentStream.TABLE, relocated ? ContentOps.PACKED_RELOCATED : ContentOps.PACKED);
      UnpackingCoder.write(streams, members);
      return LiteralTransform.NONE;
    }
    byte[] head = new byte[(int) Math.min(target.length(), LiteralTransform.HEAD_LENGTH)];
    target.readFully(0, head, 0, head.length);
    LiteralTransform transform = LiteralTransform.forContent(head, target.length());
    streams.content(transform.machine());
    streams.number(
        ContentStream.TABLE, transform.machine().code() + (relocated ? ContentOps.RELOCATED : 0));
    if (transform.machine() == MachineCode.X86_64) {
      streams.number(ContentStream.TABLE, transform.spaceLog());
    }
    return transform;
  }

  private void insert(
      ByteSource target,
      long offset,
      long length,
      LiteralTransform transform,
      @Nullable ByteSource base,
      long expected)
      throws IOException {
    int margin = streams.literalMargin();
    if (margin > 0) {
      int n = (int) Math.min(offset, Long.BYTES);
      target.readFully(offset - n, buffer, 0, n);
      RecentBytes recent = new RecentBytes();
      recent.add(buffer, n);
      around.load(Objects.requireNonNull(base), expected, length, transform, recent.bits(), margin);
      streams.beginInsert(around);
    }
    for (long done = 0; done < length; ) {
      int n = (int) Math.min(length - done, LiteralTransform.PIECE_LENGTH);
      target.readFully(offset + done, buffer, 0, n);
      transform.encode(buffer, n, offset + done);
      streams.literals(buffer, 0, n, offset + done);
      meter.add(n);
      done += n;
    }
  }

  private void add(ByteSource target, long offset, ByteSource base, long baseOffset, long length)
      throws IOException {
    streams.beginAdd();
    for (long done = 0; done < length; ) {
      int n = (int) Math.min(length - done, AddWindow.MAX_LENGTH);
      target.readFully(offset + done, buffer, 0, n);
      window.load(base, baseOffset + done, n);
      streams.differences(window, buffer, n, baseOffset + done, offset + done);
      meter.add(n);
      done += n;
    }
  }
}
