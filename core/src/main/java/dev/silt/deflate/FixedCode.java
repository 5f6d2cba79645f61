package dev.silt.deflate;

import java.util.Arrays;

/** The two codes that RFC 1951 fixes. Not to be changed. */
final class FixedCode {

  private static final int LITERAL_WORDS = 288;
  private static final int DISTANCE_BITS = 5;

  static final PrefixCode LITERALS = literals();
  static final PrefixCode DISTANCES = distances();

  private FixedCode() {}

  private static PrefixCode literals() {
    // two words are for symbols that do not exist
    byte[] extra = Arrays.copyOf(Alphabet.LENGTH_EXTRA, LITERAL_WORDS);
    PrefixCode code = new PrefixCode(extra, Alphabet.MAX_BITS);
    Arrays.fill(code.lengths, (byte) 8);
    Arrays.fill(code.lengths, 144, 256, (byte) 9);
    Arrays.fill(code.lengths, 256, 280, (byte) 7);
    code.buildFromLengths();
    return code;
  }

  private static PrefixCode distances() {
    PrefixCode code = new PrefixCode(Alphabet.DISTANCE_EXTRA, Alphabet.MAX_BITS);
    Arrays.fill(code.lengths, (byte) DISTANCE_BITS);
    code.buildFromLengths();
    return code;
  }
}
