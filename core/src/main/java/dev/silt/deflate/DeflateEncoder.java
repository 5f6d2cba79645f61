package dev.silt.deflate;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/**
 * Raw deflate, bit for bit as zlib writes it at one of its levels 1 to 9 with a window of 32 KiB,
 * memory level 8 and the default strategy, when it is given all bytes and told to finish. Takes
 * plain bytes in pieces of any size, which change nothing. Not thread-safe.
 *
 * <p>The algorithm is that of zlib (Jean-loup Gailly, Mark Adler), learned from its sources and
 * held to it in tests; the code is our own. Memory: 0.5 MiB for each encoder, allocated once. Speed
 * and the tests are in docs/deflate.md.
 */
public final class DeflateEncoder {

  private static final int MAX_BASE = 1 << 30;

  private final Window window;
  private final BlockWriter block = new BlockWriter();
  private final GreedyParser greedy;
  private final LazyParser lazy;
  private Parser parser;
  private boolean finished;

  /**
   * An encoder at the beginning of a stream.
   *
   * @param level zlib's level, 1 to 9
   * @param out where the compressed bytes go, in large pieces; never closed or flushed
   * @return the encoder
   */
  public static DeflateEncoder create(int level, OutputStream out) {
    return new DeflateEncoder(MAX_BASE, level, out);
  }

  DeflateEncoder(int maxBase, int level, OutputStream out) {
    window = new Window(maxBase);
    greedy = new GreedyParser(window, block);
    lazy = new LazyParser(window, block);
    parser = lazy;
    reset(level, out);
  }

  /**
   * Begins another stream, whatever became of the one before. Takes no time to speak of.
   *
   * @param level zlib's level, 1 to 9
   * @param out where the compressed bytes go
   */
  public void reset(int level, OutputStream out) {
    Level settings = Level.of(level);
    parser = Level.isLazy(level) ? lazy : greedy;
    parser.reset(settings);
    window.reset();
    block.reset(Objects.requireNonNull(out));
    finished = false;
  }

  /**
   * Compresses bytes. The blocks that end with them are written.
   *
   * @param plain holds the bytes
   * @param offset index of the first
   * @param length how many
   * @throws IOException if {@code out} throws it; the encoder is then good only for {@link #reset}
   */
  public void write(byte[] plain, int offset, int length) throws IOException {
    requireUnfinished();
    Objects.checkFromIndexSize(offset, length, plain.length);
    for (int done = 0; done < length; ) {
      done += window.fill(plain, offset + done, length - done);
      if (window.isFull()) {
        parser.run(false);
        window.slide();
      }
    }
  }

  /**
   * Writes the last block. Then {@link #reset} begins another stream.
   *
   * @throws IOException if {@code out} throws it
   */
  public void finish() throws IOException {
    requireUnfinished();
    finished = true;
    parser.run(true);
  }

  /**
   * Compares what the encoder chose to write with the first block of a stream.
   *
   * @return whether they agree so far; true behind the first block
   */
  boolean agrees(FirstBlock expected) throws IOException {
    parser.run(false);
    return block.agrees(expected);
  }

  private void requireUnfinished() {
    if (finished) {
      throw new IllegalStateException("stream is finished: reset() comes first");
    }
  }
}
