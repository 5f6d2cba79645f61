package dev.silt.apply;

import dev.silt.delta.AddWindow;
import dev.silt.delta.BaseContents;
import dev.silt.delta.ContentOps;
import dev.silt.delta.ContentStreamReader;
import dev.silt.delta.Header;
import dev.silt.delta.LiteralWindow;
import dev.silt.delta.MemberList;
import dev.silt.delta.Op;
import dev.silt.delta.RecentBytes;
import dev.silt.delta.Unpacking;
import dev.silt.error.CorruptDataException;
import dev.silt.io.ByteSource;
import dev.silt.progress.ProgressMeter;
import dev.silt.relocate.ElfLayout;
import dev.silt.relocate.Relocation;
import dev.silt.relocate.RelocationHints;
import dev.silt.transform.LiteralTransform;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Executes the ops of all new contents. Not safe for several threads. */
public final class ContentDecoder {

  private static final int BUFFER_LENGTH = 1 << 16;

  private final ContentStreamReader streams;
  private final ContentOps ops;
  private final NewContents contents;
  private final Unpacker unpacker;
  private BaseContents base;
  private final ProgressMeter meter;
  private final byte[] buffer = new byte[BUFFER_LENGTH];
  private final AddWindow window = AddWindow.create();
  private final LiteralWindow around = LiteralWindow.create();
  private final RecentBytes recent = new RecentBytes();

  private ContentDecoder(
      ContentStreamReader streams,
      long contentCount,
      BaseContents base,
      NewContents contents,
      Unpacker unpacker,
      ProgressMeter meter) {
    this.streams = streams;
    this.ops = ContentOps.open(streams, contentCount);
    this.base = base;
    this.contents = contents;
    this.unpacker = unpacker;
    this.meter = meter;
  }

  /**
   * A decoder of all contents.
   *
   * @param streams the content streams, at their begin
   * @param contentCount how many contents there are
   * @param base gives base files by number
   * @param contents takes the contents
   * @param unpacker sees through archives
   * @param meter hears of bytes
   * @return the decoder
   */
  public static ContentDecoder create(
      ContentStreamReader streams,
      long contentCount,
      BaseContents base,
      NewContents contents,
      Unpacker unpacker,
      ProgressMeter meter) {
    return new ContentDecoder(streams, contentCount, base, contents, unpacker, meter);
  }

  /**
   * Decodes all contents that the header declares, and not a byte more.
   *
   * @param header the delta's
   * @throws IOException if delta or base are damaged, or a content cannot be taken
   */
  public void decodeAll(Header header) throws IOException {
    if (header.contentCount() == 0) {
      expectNothing(header);
      return;
    }
    long left = header.contentsLength();
    base = unpacker.begin(header, ops.unpacking(), base, contents);
    long count = header.contentCount() + ops.unpacking().memberCount();
    for (long i = 0; i < count; i++) {
      ops.nextContent();
      MemberList members = ops.members();
      if (members != null) {
        unpacker.addSkeleton(decode(unpacker.skeleton(), unpacker.left()));
        left -= unpacker.pack(ops.number(), members, left);
      } else if (unpacker.isMember(ops.number())) {
        unpacker.addMember(ops.number(), decode(unpacker.member(ops.number()), unpacker.left()));
      } else {
        left -= decode(contents.begin(ops.number()), left);
        unpacker.addContent(ops.number());
      }
    }
    if (left != 0) {
      throw corrupt("contents are shorter than the header says");
    }
    unpacker.finish();
    streams.expectEnd();
    contents.finish();
  }

  /** Where there are no contents there is no section that says anything of them. */
  private void expectNothing(Header header) throws IOException {
    if (header.contentsLength() != 0 || header.packedLength() != 0) {
      throw corrupt("contents are shorter than the header says");
    }
    unpacker.begin(header, Unpacking.NONE, base, contents);
    streams.expectEnd();
    contents.finish();
  }

  private long decode(OutputStream out, long allowed) throws IOException {
    ByteSource source = baseContent();
    Relocation relocation = relocation(source);
    around.reset();
    recent.reset();
    long expected = 0;
    long done = 0;
    while (ops.nextOp()) {
      long length = ops.toBaseEnd() ? source.length() - ops.baseOffset() : ops.length();
      if (length <= 0 || length > allowed - done) {
        throw corrupt("contents are longer than the header says");
      }
      if (ops.op() == Op.INSERT) {
        insert(out, length, done, source, expected);
        expected += length;
      } else if (ops.baseOffset() > source.length() - length) {
        throw corrupt("op reads outside of its base content");
      } else {
        ByteSource seen = relocation == null ? source : relocation.forTarget(done);
        if (ops.op() == Op.ADD) {
          add(out, seen, ops.baseOffset(), length, done);
        } else {
          copy(out, seen, ops.baseOffset(), length);
        }
        expected = ops.baseOffset() + length;
      }
      done += length;
    }
    if (done == 0) {
      throw corrupt("a content is empty");
    }
    return done;
  }

  /** How the base is relocated; null if it is not, or is no program. */
  private @Nullable Relocation relocation(ByteSource source) throws IOException {
    RelocationHints hints = ops.relocation();
    ElfLayout layout = hints == null ? null : ElfLayout.parse(source);
    return hints == null || layout == null
        ? null
        : Relocation.of(source, layout, hints, ops.runs());
  }

  private ByteSource baseContent() throws IOException {
    List<ByteSource> parts = new ArrayList<>();
    for (int file : ops.baseFiles()) {
      parts.add(base.content(file));
    }
    return ByteSource.concat(parts);
  }

  private void insert(OutputStream out, long count, long position, ByteSource source, long expected)
      throws IOException {
    LiteralTransform transform = ops.transform();
    int margin = streams.literalMargin();
    if (margin > 0) {
      around.load(source, expected, count, transform, recent.bits(), margin);
      streams.beginInsert(around);
    }
    for (long done = 0; done < count; ) {
      int n = (int) Math.min(count - done, LiteralTransform.PIECE_LENGTH);
      for (int read = 0; read < n; ) {
        read += streams.literals(buffer, read, n - read, position + done + read);
      }
      transform.decode(buffer, n, position + done);
      write(out, n);
      done += n;
    }
  }

  private void write(OutputStream out, int count) throws IOException {
    recent.add(buffer, count);
    out.write(buffer, 0, count);
    meter.add(count);
  }

  private void copy(OutputStream out, ByteSource source, long offset, long count)
      throws IOException {
    for (long done = 0; done < count; ) {
      int n = (int) Math.min(count - done, buffer.length);
      source.readFully(offset + done, buffer, 0, n);
      write(out, n);
      done += n;
    }
  }

  private void add(OutputStream out, ByteSource source, long offset, long count, long position)
      throws IOException {
    streams.beginAdd();
    for (long done = 0; done < count; ) {
      int n = (int) Math.min(count - done, AddWindow.MAX_LENGTH);
      window.load(source, offset + done, n);
      streams.differences(window, buffer, n, offset + done, position + done);
      write(out, n);
      done += n;
    }
  }

  private static CorruptDataException corrupt(String what) {
    return new CorruptDataException("delta is damaged: " + what + ", section=CONTENTS");
  }
}
