package dev.silt.cli;

import dev.silt.DeltaSource;
import dev.silt.error.InputChangedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A delta on a web server. Where a connection breaks off the rest is asked for as a range, on
 * condition that the file is the same. Not safe for several threads.
 */
final class HttpDelta implements DeltaSource.OffsetOpener {

  private static final int ATTEMPTS = 6;

  private final URI uri;
  private final Duration pause;
  private final Duration timeout;
  private final HttpClient client;

  private @Nullable HttpHeaders first;
  private @Nullable IOException refused;
  private long lastOffset = -1;
  private int repeats;

  private HttpDelta(URI uri, Duration pause, Duration timeout) {
    this.uri = uri;
    this.pause = pause;
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(timeout)
            .build();
  }

  /** {@return whether an argument is one} */
  static boolean isUrl(String argument) {
    String lower = argument.toLowerCase(Locale.ROOT);
    return lower.startsWith("http://") || lower.startsWith("https://");
  }

  /**
   * A delta at an address.
   *
   * @param uri where
   * @param pause how long it waits before it asks for the same bytes again; twice as long each time
   * @param timeout how long it waits for a connection, for an answer, and for bytes of it
   * @return the source
   */
  static DeltaSource of(URI uri, Duration pause, Duration timeout) {
    return DeltaSource.resumable(uri.toString(), new HttpDelta(uri, pause, timeout), ATTEMPTS);
  }

  @Override
  public InputStream open(long offset) throws IOException {
    if (refused != null) {
      throw refused;
    }
    if (offset > 0 && offset == length(first)) {
      return InputStream.nullInputStream();
    }
    waitBefore(offset);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(timeout);
    if (offset > 0) {
      request.header("Range", "bytes=" + offset + "-");
      String validator = validator(first);
      if (validator != null) {
        request.header("If-Range", validator);
      }
    }
    HttpResponse<InputStream> response = send(request.build());
    InputStream body = new TimedBody(uri, response.body(), timeout);
    boolean done = false;
    try {
      check(response, offset);
      if (response.statusCode() == 200) {
        body.skipNBytes(offset); // a server that knows no ranges
      }
      done = true;
      return body;
    } finally {
      if (!done) {
        body.close();
      }
    }
  }

  private void waitBefore(long offset) throws InterruptedIOException {
    repeats = offset == lastOffset ? repeats + 1 : 0;
    lastOffset = offset;
    if (repeats > 0) {
      try {
        Thread.sleep(pause.toMillis() << repeats - 1);
      } catch (InterruptedException e) {
        throw interrupted();
      }
    }
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      throw interrupted();
    } catch (IOException e) {
      String what = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      boolean unreachable =
          e instanceof ConnectException || e instanceof HttpConnectTimeoutException;
      throw new IOException(uri + ": " + (unreachable ? "cannot connect to the server" : what), e);
    }
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted");
  }

  private void check(HttpResponse<InputStream> response, long offset) throws IOException {
    int status = response.statusCode();
    HttpHeaders headers = response.headers();
    if (status == 416 || status == 412 || (status < 300 && isAnother(headers))) {
      throw new InputChangedException(
          uri + ": the file on the server is another one now: begin again", null);
    }
    if (status == 206 && offset > 0) {
      String range = headers.firstValue("Content-Range").orElse("");
      if (!range.startsWith("bytes " + offset + "-")) {
        throw new IOException(uri + ": the server gives another range: " + range);
      }
      return;
    }
    if (status != 200) {
      IOException failure = new IOException(uri + ": the server answers " + status);
      refused = status < 500 && status != 408 && status != 429 ? failure : null;
      throw failure;
    }
    if (first == null) {
      first = headers;
    }
  }

  /** Whether an answer tells of another file than the first one did. */
  private boolean isAnother(HttpHeaders headers) {
    HttpHeaders known = first;
    if (known == null) {
      return false;
    }
    for (String name : new String[] {"ETag", "Last-Modified"}) {
      String before = known.firstValue(name).orElse("");
      if (!before.isEmpty() && headers.firstValue(name).isPresent()) {
        return !before.equals(headers.firstValue(name).get());
      }
    }
    return false;
  }

  /** {@return what tells a file from another, byte for byte; null if nothing does} */
  private static @Nullable String validator(@Nullable HttpHeaders headers) {
    if (headers == null) {
      return null;
    }
    return headers
        .firstValue("ETag")
        .filter(tag -> !tag.startsWith("W/"))
        .or(() -> headers.firstValue("Last-Modified"))
        .orElse(null);
  }

  private static long length(@Nullable HttpHeaders headers) {
    return headers == null ? -1 : headers.firstValueAsLong("Content-Length").orElse(-1);
  }
}
