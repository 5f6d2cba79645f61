package dev.silt.deflate;

import java.io.IOException;

/** Levels 4 to 9: takes a match only if there is no longer one a byte further. */
final class LazyParser implements Parser {

  /** A match of three bytes that begins further back is not worth its distance. */
  private static final int TOO_FAR = 4096;

  /** The length that stands for no match. */
  private static final int NONE = Alphabet.MIN_LENGTH - 1;

  private final Window window;
  private final BlockWriter block;
  private Level level = Level.of(9);

  /** Length of the match that begins a byte before the position. */
  private int length;

  /** Whether the byte before the position is not coded yet. */
  private boolean pending;

  LazyParser(Window window, BlockWriter block) {
    this.window = window;
    this.block = block;
  }

  @Override
  public void reset(Level newLevel) {
    level = newLevel;
    length = NONE;
    pending = false;
  }

  @Override
  public void run(boolean last) throws IOException {
    while (window.lookahead() >= Window.MIN_LOOKAHEAD || last) {
      if (window.lookahead() < Window.MIN_LOOKAHEAD) {
        window.slide();
      }
      if (window.lookahead() == 0) {
        finish();
        return;
      }
      step();
    }
  }

  private void finish() throws IOException {
    if (pending) {
      block.literal(window.at(window.position() - 1));
      pending = false;
    }
    window.endBlock(block, true);
  }

  private void step() throws IOException {
    int position = window.position();
    int earlierLength = length;
    int earlierStart = window.matchStart();
    length = search(earlierLength);
    if (earlierLength > NONE && length <= earlierLength) {
      take(position - 1, earlierStart, earlierLength);
    } else if (pending) {
      boolean full = block.literal(window.at(position - 1));
      if (full) {
        window.endBlock(block, false);
      }
      window.moveTo(position + 1);
    } else {
      pending = true;
      window.moveTo(position + 1);
    }
  }

  /** Looks for a match at the position that is longer than the one in hand. */
  private int search(int earlierLength) {
    if (window.lookahead() < Alphabet.MIN_LENGTH) {
      return NONE;
    }
    int position = window.position();
    int candidate = window.insert(position);
    if (earlierLength >= level.lazy() || !window.reaches(candidate)) {
      return NONE;
    }
    int chain = earlierLength >= level.good() ? level.chain() >> 2 : level.chain();
    int found = window.longest(candidate, earlierLength, chain, level.nice());
    boolean tooFar = found == Alphabet.MIN_LENGTH && position - window.matchStart() > TOO_FAR;
    return tooFar ? NONE : found;
  }

  /** Codes a match that began a byte before the position, and enters the strings within. */
  private void take(int from, int start, int matchLength) throws IOException {
    int next = from + matchLength;
    int last = Math.min(next - 1, window.position() + window.lookahead() - Alphabet.MIN_LENGTH);
    for (int at = from + 2; at <= last; at++) {
      window.insert(at);
    }
    window.moveTo(next);
    length = NONE;
    pending = false;
    if (block.match(from - start, matchLength)) {
      window.endBlock(block, false);
    }
  }
}
