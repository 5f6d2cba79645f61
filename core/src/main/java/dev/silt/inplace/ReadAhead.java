package dev.silt.inplace;

import dev.silt.io.ByteSource;
import java.io.Closeable;
import java.io.IOException;

/**
 * A file that is asked for many small stretches, most of them one behind another: it is read in
 * pieces of {@value #PIECE_LENGTH} bytes, of which one is kept. Not safe for several threads.
 */
final class ReadAhead implements ByteSource, Closeable {

  private static final int PIECE_LENGTH = 1 << 14;

  /** Pieces begin here: contexts reach back a little. */
  private static final int ALIGNMENT = 1 << 9;

  private final OpenFile file;
  private byte[] piece = new byte[0];
  private long pieceOffset;
  private int pieceLength;

  ReadAhead(OpenFile file) {
    this.file = file;
  }

  @Override
  public long length() {
    return file.length();
  }

  @Override
  public int read(long offset, byte[] buffer, int from, int count) throws IOException {
    if (count >= PIECE_LENGTH / 2) {
      return file.read(offset, buffer, from, count);
    }
    long at = offset - pieceOffset;
    if (at < 0 || at >= pieceLength) {
      fill(offset);
      at = offset - pieceOffset;
      if (at >= pieceLength) {
        return count == 0 ? 0 : -1;
      }
    }
    int n = (int) Math.min(count, pieceLength - at);
    System.arraycopy(piece, (int) at, buffer, from, n);
    return n;
  }

  private void fill(long offset) throws IOException {
    if (piece.length == 0) {
      piece = new byte[(int) Math.min(PIECE_LENGTH, file.length())];
    }
    pieceLength = 0;
    pieceOffset = Math.max(0, offset - offset % ALIGNMENT);
    while (pieceOffset + pieceLength <= offset) {
      int n = file.read(pieceOffset + pieceLength, piece, pieceLength, piece.length - pieceLength);
      if (n <= 0) {
        return;
      }
      pieceLength += n;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
