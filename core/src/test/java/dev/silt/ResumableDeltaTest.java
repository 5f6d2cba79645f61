package dev.silt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silt.error.CancelledException;
import dev.silt.error.CorruptDataException;
import dev.silt.error.InputChangedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Deltas that are read on from where a stream of them broke off. */
final class ResumableDeltaTest {

  private static final int ATTEMPTS = 3;

  private Path directory = Path.of("");
  private Path oldImage = Path.of("");
  private byte[] oldProgram = {};
  private byte[] newProgram = {};
  private byte[] delta = {};
  private String targetId = "";

  @BeforeEach
  void makeDelta(@TempDir Path empty) throws IOException {
    directory = empty;
    oldImage = empty.resolve("old.tar");
    oldProgram = new byte[3000];
    new SplittableRandom(20261126).nextBytes(oldProgram);
    SmallImage.writeImage(oldImage, oldProgram);
    newProgram = Arrays.copyOf(oldProgram, 3600);
    new SplittableRandom(1).nextBytes(newProgram);
    System.arraycopy(oldProgram, 0, newProgram, 0, 2000);
    Path newImage = empty.resolve("new.tar");
    targetId = SmallImage.writeImage(newImage, newProgram);
    Path file = empty.resolve("delta.silt");
    Silt.diff(
        ImageSource.of(oldImage),
        ImageSource.of(newImage),
        file,
        DiffOptions.balanced().withPurpose(Purpose.BOTH));
    delta = Files.readAllBytes(file);
  }

  /** Serves a delta in connections that break off, and counts. */
  private static final class Server implements DeltaSource.OffsetOpener {
    private final byte[] bytes;
    private final int length;
    private final boolean silent;
    private long servedLength;
    private int openCount;

    /** Each connection gives so many bytes; then it fails, or looks as if all was given. */
    Server(byte[] bytes, int length, boolean silent) {
      this.bytes = bytes;
      this.length = length;
      this.silent = silent;
    }

    @Override
    public InputStream open(long offset) {
      openCount++;
      int end = (int) Math.min(bytes.length, offset + length);
      ByteArrayInputStream rest = new ByteArrayInputStream(bytes, (int) offset, end - (int) offset);
      return new InputStream() {
        @Override
        public int read() {
          throw new AssertionError("one by one");
        }

        @Override
        public int read(byte[] buffer, int from, int count) throws IOException {
          int n = rest.read(buffer, from, count);
          servedLength += Math.max(0, n);
          if (n < 0 && !silent && end < bytes.length) {
            throw new SocketException("Connection reset");
          }
          return n;
        }
      };
    }
  }

  private String apply(DeltaSource.OffsetOpener opener, int attempts) throws IOException {
    return Silt.verify(
            ImageSource.of(oldImage),
            DeltaSource.resumable("a server", opener, attempts),
            ApplyOptions.defaults())
        .targetId();
  }

  @Test
  void whatWasReadIsNotReadAgain() throws IOException {
    for (int n = 1; n <= delta.length + 1; n += n < 40 ? 1 : 37) {
      for (boolean silent : new boolean[] {false, true}) {
        Server server = new Server(delta, n, silent);

        assertThat(apply(server, 1)).isEqualTo(targetId);

        assertThat(server.servedLength).as("connections of " + n).isEqualTo(delta.length);
        assertThat(server.openCount).isBetween(delta.length / n, delta.length / n + 2);
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anUpdateInPlaceGoesOn() throws IOException {
    for (int n : new int[] {1, 7, 100, delta.length - 1, delta.length}) {
      Path root = Files.createDirectory(directory.resolve("root" + n));
      Path file = SmallImage.unpack(root, oldProgram);
      Server server = new Server(delta, n, false);

      InPlace.apply(
          root,
          DeltaSource.resumable("a server", server, 1),
          InPlaceOptions.defaults().withIgnoreOwnership(true));

      assertThat(file).hasBinaryContent(newProgram);
      assertThat(server.servedLength).isEqualTo(delta.length);
    }
  }

  @Test
  void attemptsWithoutProgressAreBounded() {
    int[] opened = {0};
    DeltaSource.OffsetOpener dead =
        offset -> {
          opened[0]++;
          throw new SocketTimeoutException("Read timed out");
        };

    assertThatThrownBy(() -> apply(dead, ATTEMPTS)).isInstanceOf(SocketTimeoutException.class);

    assertThat(opened[0]).isEqualTo(ATTEMPTS);
  }

  @Test
  void failuresThatStayAreNotTriedAgain() {
    for (IOException failure :
        new IOException[] {
          new InputChangedException("another file", null), new InterruptedIOException("stop")
        }) {
      int[] opened = {0};
      assertThatThrownBy(
              () ->
                  apply(
                      offset -> {
                        opened[0]++;
                        throw failure;
                      },
                      ATTEMPTS))
          .isSameAs(failure);
      assertThat(opened[0]).isEqualTo(1);
    }
  }

  @Test
  void anInterruptEndsIt() {
    try {
      assertThatThrownBy(
              () ->
                  apply(
                      offset -> {
                        Thread.currentThread().interrupt();
                        throw new SocketException("Connection reset");
                      },
                      ATTEMPTS))
          .isInstanceOfAny(SocketException.class, CancelledException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void theEndDigestCoversAllParts() {
    byte[] other = delta.clone();
    other[other.length - 50] ^= 1;
    DeltaSource.OffsetOpener mixed =
        offset -> new Server(offset == 0 ? delta : other, 100, false).open(offset);

    assertThatThrownBy(() -> apply(mixed, 1)).isInstanceOf(CorruptDataException.class);
  }

  @Test
  void aDeltaThatEndsEarlyIsSaidToBeTruncated() {
    Server server = new Server(Arrays.copyOf(delta, delta.length / 2), 100, true);

    assertThatThrownBy(() -> apply(server, ATTEMPTS))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("truncated");
  }
}
