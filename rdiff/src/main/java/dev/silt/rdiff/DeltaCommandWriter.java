package dev.silt.rdiff;

import dev.silt.signature.ScanSink;
import java.io.IOException;

/** Writes a delta's commands, each as short as it can be. */
final class DeltaCommandWriter implements ScanSink {

  private final OutputWriter writer;

  DeltaCommandWriter(OutputWriter writer) {
    this.writer = writer;
  }

  @Override
  public void copy(long offset, long length) throws IOException {
    int offsetWidth = DeltaCommand.widthLog(offset);
    int lengthWidth = DeltaCommand.widthLog(length);
    writer.writeByte(DeltaCommand.COPY + 4 * offsetWidth + lengthWidth);
    writer.writeInteger(offset, 1 << offsetWidth);
    writer.writeInteger(length, 1 << lengthWidth);
  }

  @Override
  public void literal(byte[] bytes, int from, int length) throws IOException {
    if (length <= DeltaCommand.SHORT_LITERAL) {
      writer.writeByte(length);
    } else {
      int width = DeltaCommand.widthLog(length);
      writer.writeByte(DeltaCommand.LITERAL + width);
      writer.writeInteger(length, 1 << width);
    }
    writer.write(bytes, from, length);
  }
}
