package dev.silt.bench.hard;

import java.util.SplittableRandom;

/** The plain patterns: random, constant, periodic, records; and edits of any. */
final class Patterns {

  private Patterns() {}

  static Pattern random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new Pattern() {
      private long word;
      private int left;

      @Override
      public byte next() {
        if (left == 0) {
          word = random.nextLong();
          left = Long.BYTES;
        }
        left--;
        byte value = (byte) word;
        word >>>= Byte.SIZE;
        return value;
      }
    };
  }

  static Pattern constant(int value) {
    return () -> (byte) value;
  }

  /** One piece of random bytes over and over, from some byte of it on. */
  static Pattern periodic(int period, int phase) {
    return repeated(random(period).take(period), phase);
  }

  /** One piece over and over. */
  static Pattern repeated(byte[] piece, int phase) {
    return new Pattern() {
      private int at = phase % piece.length;

      @Override
      public byte next() {
        byte value = piece[at];
        at = at + 1 == piece.length ? 0 : at + 1;
        return value;
      }
    };
  }

  /** Bytes 0 and 1. */
  static Pattern twoSymbols(long seed) {
    Pattern random = random(seed);
    return () -> (byte) (random.next() & 1);
  }

  /** Random choices of few words. */
  static Pattern words(byte[][] words, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return pieces(() -> words[random.nextInt(words.length)]);
  }

  /** Where pieces come from. */
  interface Pieces {
    byte[] next();
  }

  /** One piece after the other. */
  static Pattern pieces(Pieces pieces) {
    return new Pattern() {
      private byte[] piece = new byte[0];
      private int at;

      @Override
      public byte next() {
        while (at == piece.length) {
          piece = pieces.next();
          at = 0;
        }
        return piece[at++];
      }
    };
  }

  /** Changes a byte at every such distance, or up to twice that. */
  static Pattern edited(Pattern pattern, int distance, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new Pattern() {
      private int left = random.nextInt(distance);

      @Override
      public byte next() {
        byte value = pattern.next();
        if (left-- > 0) {
          return value;
        }
        left = distance + random.nextInt(distance) - 1;
        return (byte) (value + 1 + random.nextInt(255));
      }
    };
  }

  /** Changes the first byte and then one at each distance, which may be any number of GiB. */
  static Pattern editedEvery(Pattern pattern, long distance) {
    return new Pattern() {
      private long left;

      @Override
      public byte next() {
        byte value = pattern.next();
        if (left-- > 0) {
          return value;
        }
        left = distance - 1;
        return (byte) (value + 1);
      }
    };
  }
}
