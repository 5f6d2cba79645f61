package dev.silt.rdiff;

import dev.silt.error.CorruptDataException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.error.UnsupportedFormatException;
import dev.silt.progress.ProgressMeter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Executes the commands of one delta; memory: two buffers of 64 KiB. */
final class Patcher {

  private final FileChannel base;
  private final long baseLength;
  private final InputReader delta;
  private final OutputStream target;
  private final Limits limits;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
  private long written;

  Patcher(FileChannel base, InputReader delta, OutputStream target, Limits limits)
      throws IOException {
    this.base = base;
    this.baseLength = base.size();
    this.delta = delta;
    this.target = target;
    this.limits = limits;
  }

  /** {@return bytes written} */
  long run() throws IOException {
    int magic = delta.readInt();
    if (magic != DeltaCommand.MAGIC) {
      throw new UnsupportedFormatException(
          "not an rdiff delta: expected magic=%08x, actual=%08x, offset=0"
              .formatted(DeltaCommand.MAGIC, magic));
    }
    int command;
    while ((command = delta.readByte()) != DeltaCommand.END) {
      ProgressMeter.checkCancelled();
      execute(command);
    }
    if (!delta.atEnd()) {
      throw new CorruptDataException("rdiff delta: bytes after its end, offset=" + delta.offset());
    }
    target.flush();
    return written;
  }

  private void execute(int command) throws IOException {
    if (command <= DeltaCommand.SHORT_LITERAL) {
      literal(command);
    } else if (command < DeltaCommand.COPY) {
      literal(delta.readInteger(1 << (command - DeltaCommand.LITERAL)));
    } else if (command <= DeltaCommand.LAST) {
      int widths = command - DeltaCommand.COPY;
      long offset = delta.readInteger(1 << (widths >> 2));
      copy(offset, delta.readInteger(1 << (widths & 3)));
    } else {
      throw new CorruptDataException(
          "rdiff delta: expected=a command up to 0x%02x, actual=0x%02x, offset=%d"
              .formatted(DeltaCommand.LAST, command, delta.offset() - 1));
    }
  }

  private void literal(long length) throws IOException {
    count(length);
    delta.transfer(length, target);
  }

  private void copy(long offset, long length) throws IOException {
    if (offset < 0 || length < 0 || length > baseLength || offset > baseLength - length) {
      throw new CorruptDataException(
          "rdiff delta copies what the base does not have: expected=at most %d bytes, actual=%s bytes at %s, offset=%d (another base?)"
              .formatted(
                  baseLength,
                  Long.toUnsignedString(length),
                  Long.toUnsignedString(offset),
                  delta.offset()));
    }
    count(length);
    long at = offset;
    long end = offset + length;
    while (at < end) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
      Rdiff.readFully(base, buffer, at);
      target.write(buffer.array(), 0, buffer.limit());
      at += buffer.limit();
    }
  }

  private void count(long length) throws IOException {
    if (length == 0) {
      throw new CorruptDataException("rdiff delta: command for no bytes, offset=" + delta.offset());
    }
    LimitExceededException.check(
        "target of an rdiff delta",
        length < 0 ? length : Math.min(length, Long.MAX_VALUE - written) + written,
        limits.imageLength(),
        "imageLength");
    written += length;
  }
}
