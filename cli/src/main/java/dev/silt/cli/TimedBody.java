package dev.silt.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a server sends. Another thread reads it, so that one that sends nothing any more is noticed,
 * which the client's own stream does not do. Not safe for several threads.
 */
final class TimedBody extends InputStream {

  private static final int BUFFER_LENGTH = 1 << 16;

  private final URI uri;
  private final InputStream body;
  private final Duration timeout;
  private final byte[] buffer = new byte[BUFFER_LENGTH];
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "silt-http");
            thread.setDaemon(true);
            return thread;
          });
  private int position;
  private int length;

  TimedBody(URI uri, InputStream body, Duration timeout) {
    this.uri = uri;
    this.body = body;
    this.timeout = timeout;
  }

  @Override
  public int read() throws IOException {
    return fill() ? buffer[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] bytes, int from, int count) throws IOException {
    Objects.checkFromIndexSize(from, count, bytes.length);
    if (count == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int n = Math.min(count, length - position);
    System.arraycopy(buffer, position, bytes, from, n);
    position += n;
    return n;
  }

  /** {@return whether there is a byte} */
  private boolean fill() throws IOException {
    if (position < length) {
      return true;
    }
    if (reader.isShutdown()) {
      throw new IOException(uri + ": closed");
    }
    Future<Integer> read = reader.submit(() -> body.read(buffer, 0, buffer.length));
    position = 0;
    length = 0;
    try {
      length = Math.max(0, read.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
      return length > 0;
    } catch (TimeoutException e) {
      read.cancel(true);
      throw new IOException(
          uri + ": the server has sent nothing for " + timeout.toSeconds() + " seconds", e);
    } catch (ExecutionException e) {
      String what = e.getCause() == null ? "" : e.getCause().getMessage();
      throw new IOException(uri + ": the connection broke off: " + what, e);
    } catch (InterruptedException e) {
      read.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  @Override
  public void close() throws IOException {
    reader.shutdownNow();
    body.close();
  }
}
