package dev.silt;

import dev.silt.DeltaSource.OffsetOpener;
import dev.silt.error.SiltException;
import dev.silt.progress.ProgressMeter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Goes on from where a stream broke off. An end is believed when the rest, opened anew, has no
 * byte: connections that are lost look like an end too. One thread reads; another may close.
 */
final class ResumingInputStream extends InputStream {

  private final OffsetOpener opener;
  private final int attempts;
  private volatile @Nullable InputStream current;
  private volatile boolean closed;
  private long position;

  /** Whether the current stream has given a byte. */
  private boolean begun;

  private boolean ended;

  ResumingInputStream(OffsetOpener opener, int attempts) {
    this.opener = opener;
    this.attempts = attempts;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int from, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    for (int failures = 0; !ended; ) {
      try {
        int n = opened().read(buffer, from, count);
        if (n >= 0) {
          position += n;
          begun = true;
          return n;
        }
        ended = !begun;
        drop();
      } catch (IOException e) {
        failures += begun ? 0 : 1;
        drop();
        if (failures >= attempts || closed || isFinal(e)) {
          throw e;
        }
      }
    }
    return -1;
  }

  private InputStream opened() throws IOException {
    ProgressMeter.checkCancelled();
    InputStream stream = current;
    if (stream == null) {
      if (closed) {
        throw new IOException("closed");
      }
      stream = opener.open(position);
      current = stream;
    }
    return stream;
  }

  private static boolean isFinal(IOException e) {
    return e instanceof SiltException
        || e instanceof ClosedByInterruptException
        || (e instanceof InterruptedIOException && !(e instanceof SocketTimeoutException))
        || Thread.currentThread().isInterrupted();
  }

  /** Forgets a stream that is of no more use. */
  private void drop() {
    InputStream stream = current;
    current = null;
    begun = false;
    if (stream != null) {
      try {
        stream.close();
      } catch (IOException e) {
        return; // it is broken
      }
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    InputStream stream = current;
    if (stream != null) {
      stream.close();
    }
  }
}
