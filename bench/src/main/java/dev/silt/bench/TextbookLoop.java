package dev.silt.bench;

/** The loop as textbooks have it: a step for each byte, then a lookup. The baseline. */
final class TextbookLoop {

  static final int MULTIPLIER = 0x08104225;

  private TextbookLoop() {}

  static int power(int exponent) {
    int power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= MULTIPLIER;
    }
    return power;
  }

  static int hash(byte[] bytes, int from, int length) {
    int hash = 1;
    for (int i = from; i < from + length; i++) {
      hash = hash * MULTIPLIER + (bytes[i] & 0xFF);
    }
    return hash;
  }

  /** {@return the last hash: rolls only} */
  static int roll(byte[] bytes, int blockLength) {
    int power = power(blockLength);
    int hash = hash(bytes, 0, blockLength);
    for (int i = blockLength; i < bytes.length; i++) {
      int out = (bytes[i - blockLength] & 0xFF) + MULTIPLIER - 1;
      hash = hash * MULTIPLIER + (bytes[i] & 0xFF) - power * out;
    }
    return hash;
  }

  /** {@return how many hashes the table has: rolls and looks up} */
  static int scan(byte[] bytes, int blockLength, TextbookTable table) {
    int power = power(blockLength);
    int hash = hash(bytes, 0, blockLength);
    int found = 0;
    for (int i = blockLength; i < bytes.length; i++) {
      int out = (bytes[i - blockLength] & 0xFF) + MULTIPLIER - 1;
      hash = hash * MULTIPLIER + (bytes[i] & 0xFF) - power * out;
      if (table.contains(hash)) {
        found++;
      }
    }
    return found;
  }
}
