package dev.silt.apply;

import dev.silt.delta.BaseContents;
import dev.silt.delta.ContentStream;
import dev.silt.delta.ContentStreamReader;
import dev.silt.delta.Header;
import dev.silt.error.CorruptDataException;
import dev.silt.error.UnsupportedFormatException;
import dev.silt.io.ByteSource;
import dev.silt.io.Leb128;
import dev.silt.progress.ProgressMeter;
import java.io.IOException;
import java.io.OutputStream;

/** Executes the ops of all new contents. Not safe for several threads. */
final class ContentDecoder {

  private static final int BUFFER_LENGTH = 1 << 16;

  private final ContentStreamReader streams;
  private final BaseContents base;
  private final NewContents contents;
  private final ProgressMeter meter;
  private final byte[] buffer = new byte[BUFFER_LENGTH];
  private final byte[] differences = new byte[BUFFER_LENGTH];
  private long lastFile;

  ContentDecoder(
      ContentStreamReader streams, BaseContents base, NewContents contents, ProgressMeter meter) {
    this.streams = streams;
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
    long transform = streams.number(ContentStream.TABLE);
    if (transform != 0) {
      throw new UnsupportedFormatException(
          "delta uses a transform that this version does not know: "
              + transform
              + "; use a newer version of Silt");
    }
    long length = streams.number(ContentStream.TABLE);
    if (length <= 0 || length > allowed) {
      throw corrupt("contents are longer than the header says");
    }
    long baseCount = streams.number(ContentStream.TABLE);
    OutputStream out = contents.next(length);
    if (baseCount == 0) {
      insert(out, length);
    } else if (baseCount == 1) {
      lastFile += Leb128.unzigzag(streams.number(ContentStream.TABLE));
      if (lastFile < 0 || lastFile > Integer.MAX_VALUE) {
        throw corrupt("number of a base file out of range");
      }
      executeOps(out, length, base.content((int) lastFile));
    } else {
      throw new UnsupportedFormatException(
          "delta has a content with several bases; use a newer version of Silt");
    }
    return length;
  }

  private void executeOps(OutputStream out, long length, ByteSource source) throws IOException {
    long expected = 0;
    for (long left = length; left > 0; ) {
      long op = streams.number(ContentStream.OPS);
      long count = op >>> 2;
      if (count == 0 || count > left) {
        throw corrupt("length of an op out of range");
      }
      left -= count;
      int kind = (int) (op & 3);
      if (kind == 2) {
        insert(out, count);
        expected += count;
        continue;
      }
      if (kind == 3) {
        throw corrupt("unknown op");
      }
      long offset = expected + Leb128.unzigzag(streams.number(ContentStream.OFFSETS));
      if (offset < 0 || offset > source.length() - count) {
        throw corrupt("op reads outside of its base content");
      }
      copy(out, source, offset, count, kind == 1);
      expected = offset + count;
    }
  }

  private void insert(OutputStream out, long count) throws IOException {
    for (long left = count; left > 0; ) {
      int n =
          streams.bytes(ContentStream.LITERALS, buffer, 0, (int) Math.min(left, buffer.length));
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
