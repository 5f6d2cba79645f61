package dev.silt.apply;

import dev.silt.delta.BaseContents;
import dev.silt.delta.ContentOps;
import dev.silt.delta.ContentStream;
import dev.silt.delta.ContentStreamReader;
import dev.silt.delta.Header;
import dev.silt.delta.Op;
import dev.silt.error.CorruptDataException;
import dev.silt.io.ByteSource;
import dev.silt.progress.ProgressMeter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Executes the ops of all new contents. Not safe for several threads. */
final class ContentDecoder {

  private static final int BUFFER_LENGTH = 1 << 16;

  private final ContentStreamReader streams;
  private final ContentOps ops;
  private final BaseContents base;
  private final NewContents contents;
  private final ProgressMeter meter;
  private final byte[] buffer = new byte[BUFFER_LENGTH];
  private final byte[] differences = new byte[BUFFER_LENGTH];

  ContentDecoder(
      ContentStreamReader streams, BaseContents base, NewContents contents, ProgressMeter meter) {
    this.streams = streams;
    this.ops = ContentOps.open(streams);
    this.base = base;
    this.contents = contents;
    this.meter = meter;
  }

  /** Decodes all contents that the header declares, and not a byte more. */
  void decodeAll(Header header) throws IOException {
    long left = header.contentsLength();
    for (long i = 0; i < header.contentCount(); i++) {
      left -= decode(left);
    }
    if (left != 0) {
      throw corrupt("contents are shorter than the header says");
    }
    streams.expectAllRead();
    contents.finish();
  }

  private long decode(long allowed) throws IOException {
    ops.nextContent();
    OutputStream out = contents.next();
    ByteSource source = baseContent();
    long done = 0;
    while (ops.nextOp()) {
      long length = ops.toBaseEnd() ? source.length() - ops.baseOffset() : ops.length();
      if (length <= 0 || length > allowed - done) {
        throw corrupt("contents are longer than the header says");
      }
      done += length;
      if (ops.op() == Op.INSERT) {
        insert(out, length);
      } else if (ops.baseOffset() > source.length() - length) {
        throw corrupt("op reads outside of its base content");
      } else {
        copy(out, source, ops.baseOffset(), length, ops.op() == Op.ADD);
      }
    }
    if (done == 0) {
      throw corrupt("a content is empty");
    }
    return done;
  }

  private ByteSource baseContent() throws IOException {
    List<ByteSource> parts = new ArrayList<>();
    for (int file : ops.baseFiles()) {
      parts.add(base.content(file));
    }
    return ByteSource.concat(parts);
  }

  private void insert(OutputStream out, long count) throws IOException {
    for (long left = count; left > 0; ) {
      int n = streams.bytes(ContentStream.LITERALS, buffer, 0, (int) Math.min(left, buffer.length));
      out.write(buffer, 0, n);
      meter.add(n);
      left -= n;
    }
  }

  private void copy(OutputStream out, ByteSource source, long offset, long count, boolean add)
      throws IOException {
    for (long done = 0; done < count; ) {
      int n = (int) Math.min(count - done, buffer.length);
      source.readFully(offset + done, buffer, 0, n);
      if (add) {
        addDifferences(n);
      }
      out.write(buffer, 0, n);
      meter.add(n);
      done += n;
    }
  }

  private void addDifferences(int count) throws IOException {
    for (int done = 0; done < count; ) {
      int n = streams.bytes(ContentStream.DIFFERENCES, differences, 0, count - done);
      for (int i = 0; i < n; i++) {
        buffer[done + i] += differences[i];
      }
      done += n;
    }
  }

  private static CorruptDataException corrupt(String what) {
    return new CorruptDataException("delta is damaged: " + what + ", section=CONTENTS");
  }
}
