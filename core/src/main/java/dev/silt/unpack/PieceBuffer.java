package dev.silt.unpack;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Bytes in memory, in pieces, so that growing moves nothing. Not safe for several threads. */
final class PieceBuffer extends OutputStream {

  private static final int FIRST_PIECE = 1 << 8;
  private static final int MAX_PIECE = 1 << 16;

  private final List<byte[]> full = new ArrayList<>();
  private byte[] last = new byte[FIRST_PIECE];
  private int used;
  private long length;

  @Override
  public void write(int b) {
    if (used == last.length) {
      full.add(last);
      last = new byte[Math.min(MAX_PIECE, 2 * last.length)];
      used = 0;
    }
    last[used++] = (byte) b;
    length++;
  }

  @Override
  public void write(byte[] bytes, int from, int count) {
    for (int done = 0; done < count; ) {
      if (used == last.length) {
        write(bytes[from + done++]);
        continue;
      }
      int n = Math.min(last.length - used, count - done);
      System.arraycopy(bytes, from + done, last, used, n);
      used += n;
      length += n;
      done += n;
    }
  }

  long length() {
    return length;
  }

  void writeTo(OutputStream out) throws IOException {
    for (byte[] piece : full) {
      out.write(piece);
    }
    out.write(last, 0, used);
  }
}
