package dev.silt.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silt.error.CancelledException;
import dev.silt.hash.Digest;
import dev.silt.io.Tasks;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class DigestQueueTest {

  private static final byte[] BYTES = TestBytes.random(1, 3_000_000);

  private static byte[] digest(@Nullable Tasks tasks, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    DigestQueue queue = new DigestQueue(Digest.newSha256(), tasks);
    for (int from = 0; from < BYTES.length; ) {
      int count = Math.min(BYTES.length - from, random.nextInt(400_000));
      byte[] piece = Arrays.copyOfRange(BYTES, from, from + count);
      queue.update(piece, 0, count);
      Arrays.fill(piece, (byte) 0); // as a caller may
      from += count;
    }
    return queue.finish();
  }

  @Test
  void isTheDigestForAnyNumberOfThreads() throws IOException {
    byte[] expected = Digest.sha256(BYTES).toBytes();
    assertThat(digest(null, 1)).isEqualTo(expected);
    for (int threadCount : new int[] {1, 2, 3}) {
      try (Tasks tasks = Tasks.create(threadCount)) {
        for (int seed = 0; seed < 20; seed++) {
          assertThat(digest(tasks, seed)).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void worksWhenEveryThreadIsAnOwner() throws IOException {
    byte[] expected = Digest.sha256(BYTES).toBytes();
    try (Tasks tasks = Tasks.create(2)) {
      List<Callable<byte[]>> owners = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        long seed = i;
        owners.add(() -> digest(tasks, seed));
      }
      assertThat(tasks.run(owners)).allSatisfy(each -> assertThat(each).isEqualTo(expected));
    }
  }

  @Test
  void worksWhenNoThreadIsEverFree() throws IOException {
    CountDownLatch latch = new CountDownLatch(1);
    try (Tasks tasks = Tasks.create(2)) {
      List<Future<Object>> busy = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        busy.add(
            tasks.submit(
                () -> {
                  latch.await();
                  return latch;
                }));
      }
      assertThat(digest(tasks, 7)).isEqualTo(Digest.sha256(BYTES).toBytes());
      latch.countDown();
      for (Future<Object> each : busy) {
        assertThat(Tasks.join(each)).isNotNull();
      }
    }
  }

  @Test
  void isCancelledWhileItWaits() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch latch = new CountDownLatch(1);
    try (Tasks tasks = Tasks.create(2)) {
      DigestQueue queue = new DigestQueue(new StuckDigest(begun, latch), tasks);
      queue.update(BYTES, 0, 1);
      begun.await();
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> queue.update(BYTES, 0, BYTES.length))
          .isInstanceOf(CancelledException.class);
      assertThat(Thread.interrupted()).isTrue();
      latch.countDown();
    }
  }

  /** Digests nothing until it is let go. */
  private static final class StuckDigest extends MessageDigest {
    private final CountDownLatch begun;
    private final CountDownLatch latch;

    StuckDigest(CountDownLatch begun, CountDownLatch latch) {
      super("stuck");
      this.begun = begun;
      this.latch = latch;
    }

    @Override
    protected void engineUpdate(byte input) {
      throw new AssertionError();
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
      begun.countDown();
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    protected byte[] engineDigest() {
      return new byte[0];
    }

    @Override
    protected void engineReset() {}
  }
}
