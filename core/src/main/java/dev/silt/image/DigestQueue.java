package dev.silt.image;

import dev.silt.error.CancelledException;
import dev.silt.io.Tasks;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A running digest that other threads work on while the owner goes on. Bytes are copied into a few
 * pieces (4 of 128 KiB); whoever has time digests them in order. No thread of {@link Tasks} ever
 * waits here, and when none is free the owner does the work itself, so a pool that is full with
 * readers cannot lock up. One owner thread.
 */
final class DigestQueue {

  private static final int PIECE_LENGTH = 1 << 17;
  private static final int PIECE_COUNT = 4;

  private final MessageDigest digest;
  private final @Nullable Tasks tasks;
  private final ArrayDeque<Piece> free = new ArrayDeque<>();
  private final ArrayDeque<Piece> waiting = new ArrayDeque<>();
  private int pieceCount;
  private boolean submitted;
  private boolean draining;

  /**
   * @param digest fed in order
   * @param tasks threads to use; null, or one thread, for none
   */
  DigestQueue(MessageDigest digest, @Nullable Tasks tasks) {
    this.digest = digest;
    this.tasks = tasks == null || tasks.threadCount() < 2 ? null : tasks;
  }

  /**
   * Adds bytes; they may be overwritten afterwards.
   *
   * @throws CancelledException if the thread is interrupted while it waits
   */
  void update(byte[] bytes, int from, int count) throws CancelledException {
    if (tasks == null) {
      digest.update(bytes, from, count);
      return;
    }
    for (int done = 0; done < count; ) {
      Piece piece = takeFree();
      piece.count = Math.min(count - done, PIECE_LENGTH);
      System.arraycopy(bytes, from + done, piece.bytes, 0, piece.count);
      done += piece.count;
      putWaiting(piece, tasks);
    }
  }

  /**
   * Ends the digest.
   *
   * @throws CancelledException if the thread is interrupted while it waits
   */
  byte[] finish() throws CancelledException {
    drain();
    await(true);
    return digest.digest();
  }

  private Piece takeFree() throws CancelledException {
    while (true) {
      synchronized (this) {
        Piece piece = free.poll();
        if (piece != null) {
          return piece;
        }
        if (pieceCount < PIECE_COUNT) {
          pieceCount++;
          return new Piece();
        }
      }
      drain();
      await(false);
    }
  }

  private void putWaiting(Piece piece, Tasks pool) {
    synchronized (this) {
      waiting.add(piece);
      if (submitted || draining) {
        return;
      }
      submitted = true;
    }
    Future<?> unused =
        pool.submit(
            () -> {
              synchronized (this) {
                submitted = false;
              }
              drain();
              return this;
            });
  }

  /** Digests what waits, unless another thread is at it. */
  private void drain() {
    Piece piece = null;
    while (true) {
      synchronized (this) {
        if (piece == null) {
          if (draining) {
            return;
          }
          draining = true;
        } else {
          free.add(piece);
        }
        piece = waiting.poll();
        draining = piece != null;
        notifyAll();
        if (piece == null) {
          return;
        }
      }
      digest.update(piece.bytes, 0, piece.count);
    }
  }

  /** Waits for the thread that digests to be done, or (not {@code all}) to free a piece. */
  private synchronized void await(boolean all) throws CancelledException {
    try {
      while (draining && (all || free.isEmpty())) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException(e);
    }
  }

  /** Some bytes on their way. */
  private static final class Piece {
    final byte[] bytes = new byte[PIECE_LENGTH];
    int count;
  }
}
