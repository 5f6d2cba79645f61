package dev.silt.coder;

/**
 * Codes single bits. An encoder writes the bit that it is given; a decoder ignores it and returns
 * the one that comes. So one walk over a model describes both directions.
 */
public sealed interface BitCoder permits BitEncoder, BitDecoder {

  /**
   * Codes one bit.
   *
   * @param bit 0 or 1; a decoder does not look at it
   * @param probability that the bit is 1, in 65536ths: 1 to 65535
   * @return the bit
   */
  int code(int bit, int probability);
}
