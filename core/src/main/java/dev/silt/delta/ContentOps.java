package dev.silt.delta;

import dev.silt.error.CorruptDataException;
import dev.silt.error.UnsupportedFormatException;
import dev.silt.io.Leb128;
import java.io.IOException;

/**
 * Walks over the new contents and their ops, and checks them: lengths add up, nothing is empty. Whoever
 * walks reads (or skips) the bytes of each add and insert from the streams before the next op. Not safe
 * for several threads.
 */
public final class ContentOps {

  private final ContentStreamReader streams;
  private final byte[] skipped = new byte[1 << 12];
  private long baseFile = -1;
  private long lastFile;
  private long contentLeft;
  private long expectedOffset;
  private Op op = Op.INSERT;
  private long length;
  private long baseOffset;

  private ContentOps(ContentStreamReader streams) {
    this.streams = streams;
  }

  /**
   * Begins before the first content.
   *
   * @param streams the streams
   * @return the walk
   */
  public static ContentOps open(ContentStreamReader streams) {
    return new ContentOps(streams);
  }

  /**
   * Goes to the next content.
   *
   * @param allowed bytes that it may have
   * @return its length
   * @throws IOException if the delta is damaged or needs something unknown
   */
  public long nextContent(long allowed) throws IOException {
    long transform = streams.number(ContentStream.TABLE);
    if (transform != 0) {
      throw unknown("a transform, " + transform);
    }
    long contentLength = streams.number(ContentStream.TABLE);
    if (contentLength <= 0 || contentLength > allowed) {
      throw corrupt("contents are longer than the header says");
    }
    long baseCount = streams.number(ContentStream.TABLE);
    if (baseCount > 1 || baseCount < 0) {
      throw unknown("several bases for one content");
    }
    baseFile = -1;
    if (baseCount == 1) {
      lastFile += Leb128.unzigzag(streams.number(ContentStream.TABLE));
      if (lastFile < 0 || lastFile > Integer.MAX_VALUE) {
        throw corrupt("number of a base file out of range");
      }
      baseFile = lastFile;
    }
    contentLeft = contentLength;
    expectedOffset = 0;
    return contentLength;
  }

  /**
   * Goes to the next op of the content.
   *
   * @return false at its end
   * @throws IOException if the delta is damaged
   */
  public boolean nextOp() throws IOException {
    if (contentLeft == 0) {
      return false;
    }
    if (baseFile < 0) {
      op = Op.INSERT;
      length = contentLeft;
    } else {
      long coded = streams.number(ContentStream.OPS);
      int kind = (int) (coded & 3);
      length = coded >>> 2;
      if (kind > Op.INSERT.code() || length == 0 || length > contentLeft) {
        throw corrupt("op out of range");
      }
      op = Op.ofCode(kind);
    }
    contentLeft -= length;
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

  /** {@return number of the content's base file, or -1 if it is all inserted} */
  public long baseFile() {
    return baseFile;
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
    ContentStream stream = op == Op.ADD ? ContentStream.DIFFERENCES : ContentStream.LITERALS;
    for (long left = length; left > 0; ) {
      left -= streams.bytes(stream, skipped, 0, (int) Math.min(left, skipped.length));
    }
  }

  static CorruptDataException corrupt(String what) {
    return new CorruptDataException("delta is damaged: " + what + ", section=CONTENTS");
  }

  private static UnsupportedFormatException unknown(String what) {
    return new UnsupportedFormatException(
        "delta uses " + what + ", which this version does not know; use a newer version of Silt");
  }
}
