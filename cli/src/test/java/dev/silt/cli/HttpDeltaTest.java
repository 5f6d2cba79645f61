package dev.silt.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.silt.ApplyOptions;
import dev.silt.DiffOptions;
import dev.silt.ImageSource;
import dev.silt.Silt;
import dev.silt.error.InputChangedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Deltas from a server that hangs up. */
final class HttpDeltaTest {

  private static final Path GOLDEN = Path.of("../core/src/test/resources/golden/edited");

  private final List<@Nullable String> ranges = new ArrayList<>();
  private @Nullable HttpServer server;
  private byte[] delta = {};
  private String tag = "\"one\"";
  private String nextTag = "";
  private int piece = Integer.MAX_VALUE;
  private int failures;
  private boolean knowsRanges = true;
  private int stalls;
  private Duration timeout = Duration.ofSeconds(30);
  private final CountDownLatch ended = new CountDownLatch(1);

  @BeforeEach
  void serve(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("delta");
    Silt.diff(
        ImageSource.of(GOLDEN.resolve("base")),
        ImageSource.of(GOLDEN.resolve("target")),
        file,
        DiffOptions.fast());
    delta = Files.readAllBytes(file);
    HttpServer made =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    made.createContext("/delta", this::answer);
    made.setExecutor(
        task -> {
          Thread thread = new Thread(task);
          thread.setDaemon(true);
          thread.start();
        });
    made.start();
    server = made;
  }

  @AfterEach
  void stop() {
    ended.countDown();
    Objects.requireNonNull(server).stop(0);
  }

  /** Says that all comes, sends a piece, and hangs up. */
  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(range);
    if (failures > 0) {
      failures--;
      exchange.sendResponseHeaders(503, -1);
      exchange.close();
      return;
    }
    String condition = exchange.getRequestHeaders().getFirst("If-Range");
    boolean partial = knowsRanges && range != null && tag.equals(condition);
    int from = partial ? Integer.parseInt(range.replaceAll("[^0-9]", "")) : 0;
    exchange.getResponseHeaders().set("ETag", tag);
    if (partial) {
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + from + "-" + (delta.length - 1) + "/" + delta.length);
    }
    exchange.sendResponseHeaders(partial ? 206 : 200, delta.length - from);
    tag = nextTag.isEmpty() ? tag : nextTag; // the next connection meets another file
    exchange.getResponseBody().write(delta, from, Math.min(piece, delta.length - from));
    exchange.getResponseBody().flush();
    if (stalls > 0) {
      stalls--;
      try {
        ended.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    exchange.close();
  }

  private String verify(String path) throws IOException {
    URI uri =
        URI.create("http://localhost:" + Objects.requireNonNull(server).getAddress().getPort());
    return Silt.verify(
            ImageSource.of(GOLDEN.resolve("base")),
            HttpDelta.of(uri.resolve(path), Duration.ofMillis(1), timeout),
            ApplyOptions.defaults())
        .targetId();
  }

  @Test
  void goesOnWhereAConnectionBreaksOff() throws IOException {
    piece = delta.length / 4 + 1;

    assertThat(verify("/delta")).startsWith("sha256:");

    assertThat(ranges)
        .containsExactly(
            null, "bytes=" + piece + "-", "bytes=" + 2 * piece + "-", "bytes=" + 3 * piece + "-");
  }

  @Test
  void asksOnceIfNothingFails() throws IOException {
    verify("/delta");

    assertThat(ranges).hasSize(1);
  }

  @Test
  void waitsForAServerThatIsBusy() throws IOException {
    failures = 2;

    verify("/delta");

    assertThat(ranges).hasSize(3);
  }

  /** The connection stays, and no more comes: as if nobody told this side that it broke off. */
  @Test
  @Timeout(60)
  void aServerThatSaysNothingIsAskedAgain() throws IOException {
    timeout = Duration.ofMillis(500);
    piece = delta.length - 100;
    stalls = 1;

    assertThat(verify("/delta")).startsWith("sha256:");

    assertThat(ranges).containsExactly(null, "bytes=" + piece + "-");
  }

  @Test
  @Timeout(60)
  void aServerThatNeverGoesOnIsNamed() {
    timeout = Duration.ofMillis(200);
    knowsRanges = false;
    piece = 100;
    stalls = Integer.MAX_VALUE;

    assertThatThrownBy(() -> verify("/delta"))
        .hasMessageContaining("localhost")
        .hasMessageContaining("has sent nothing");
  }

  @Test
  void anotherFileIsToldAtOnce() {
    piece = 100;
    nextTag = "\"two\"";
    assertThatThrownBy(() -> verify("/delta"))
        .isInstanceOf(InputChangedException.class)
        .hasMessageContaining("another one");
  }

  @Test
  void aServerWithoutRangesIsReadFromItsBegin() throws IOException {
    knowsRanges = false;
    piece = delta.length - 100;
    assertThatThrownBy(() -> verify("/delta")).isInstanceOf(IOException.class);
    assertThat(ranges.size()).isGreaterThan(1);

    piece = delta.length;
    assertThat(verify("/delta")).startsWith("sha256:");
  }

  @Test
  void aServerThatIsNotThereIsNamed() {
    Objects.requireNonNull(server).stop(0);
    assertThatThrownBy(() -> verify("/delta"))
        .hasMessageContaining("localhost")
        .hasMessageContaining("cannot connect");
  }

  @Test
  void aRefusalIsFinal() {
    assertThatThrownBy(() -> verify("/nothing")).hasMessageContaining("404");
  }
}
