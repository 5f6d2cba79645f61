package dev.silt.deflate;

import java.io.IOException;

/** Levels 1 to 3: takes the longest match that it finds, at once. */
final class GreedyParser implements Parser {

  private final Window window;
  private final BlockWriter block;
  private Level level = Level.of(1);

  GreedyParser(Window window, BlockWriter block) {
    this.window = window;
    this.block = block;
  }

  @Override
  public void reset(Level newLevel) {
    level = newLevel;
  }

  @Override
  public void run(boolean last) throws IOException {
    while (window.lookahead() >= Window.MIN_LOOKAHEAD || last) {
      if (window.lookahead() < Window.MIN_LOOKAHEAD) {
        window.slide();
      }
      if (window.lookahead() == 0) {
        window.endBlock(block, true);
        return;
      }
      if (step()) {
        window.endBlock(block, false);
      }
    }
  }

  /** Adds one symbol, and tells whether the block is full. */
  private boolean step() {
    int position = window.position();
    int length = 0;
    if (window.lookahead() >= Alphabet.MIN_LENGTH) {
      int candidate = window.insert(position);
      if (window.reaches(candidate)) {
        length = window.longest(candidate, Alphabet.MIN_LENGTH - 1, level.chain(), level.nice());
      }
    }
    if (length < Alphabet.MIN_LENGTH) {
      window.moveTo(position + 1);
      return block.literal(window.at(position));
    }
    int next = position + length;
    int lookaheadAfter = window.lookahead() - length;
    if (length <= level.lazy() && lookaheadAfter >= Alphabet.MIN_LENGTH) {
      for (int at = position + 1; at < next; at++) {
        window.insert(at);
      }
    }
    window.moveTo(next);
    return block.match(position - window.matchStart(), length);
  }
}
