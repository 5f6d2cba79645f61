package dev.silt.rdiff;

import dev.silt.error.CorruptDataException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.error.UnsupportedFormatException;
import dev.silt.signature.BlockTable;
import dev.silt.signature.BlockTableBuilder;
import java.io.IOException;
import java.io.InputStream;

/**
 * A signature in memory, ready to make deltas from; {@code strongLength + 8} bytes a block.
 * Immutable, for any number of threads.
 */
public final class RdiffSignature {

  private static final int MD4_ROLLSUM_MAGIC = 0x72730136;
  private static final int MD4_RABIN_KARP_MAGIC = 0x72730146;

  private final SignatureOptions options;
  private final BlockTable table;

  /**
   * Weak and strong hash of the last block, which may be shorter than others; how much the format
   * does not say.
   */
  private final int lastWeak;

  private final byte[] lastStrong;

  private RdiffSignature(
      SignatureOptions options, BlockTable table, int lastWeak, byte[] lastStrong) {
    this.options = options;
    this.table = table;
    this.lastWeak = lastWeak;
    this.lastStrong = lastStrong;
  }

  /**
   * Reads a signature.
   *
   * @param input the file, to its end; read in large pieces and not closed
   * @param limits {@code metadataLength} bounds the memory that it takes
   * @return the signature
   * @throws CorruptDataException if it is damaged or cut off
   * @throws UnsupportedFormatException if its strong hash is MD4, which is broken, or it is no
   *     signature
   * @throws LimitExceededException if it takes too much memory
   * @throws IOException if it cannot be read
   */
  public static RdiffSignature read(InputStream input, Limits limits) throws IOException {
    InputReader reader = new InputReader(input, "rdiff signature");
    SignatureOptions options = readHeader(reader, limits);
    BlockTableBuilder builder =
        BlockTableBuilder.create(options.blockLength(), options.strongLength(), limits);
    int weak = 0;
    byte[] strong = new byte[options.strongLength()];
    while (!reader.atEnd()) {
      weak = reader.readInt();
      reader.readFully(strong);
      builder.block(weak, strong);
    }
    // as if the last block were full: where a full one is found, it is
    long length = (long) builder.blockCount() * options.blockLength();
    return new RdiffSignature(options, builder.build(length), weak, strong);
  }

  private static SignatureOptions readHeader(InputReader reader, Limits limits) throws IOException {
    WeakKind weak = weakKind(reader.readInt());
    int blockLength = reader.readInt();
    LimitExceededException.check(
        "block length of an rdiff signature",
        Integer.toUnsignedLong(blockLength),
        limits.metadataLength() / 4,
        "metadataLength");
    int strongLength = reader.readInt();
    if (blockLength == 0 || strongLength < 1 || strongLength > SignatureOptions.MAX_STRONG_LENGTH) {
      throw new CorruptDataException(
          "rdiff signature header: expected=block length from 1, strong length from 1 to "
              + SignatureOptions.MAX_STRONG_LENGTH
              + ", actual="
              + blockLength
              + " and "
              + Integer.toUnsignedString(strongLength)
              + ", offset=4");
    }
    return new SignatureOptions(weak, blockLength, strongLength);
  }

  private static WeakKind weakKind(int magic) throws UnsupportedFormatException {
    for (WeakKind kind : WeakKind.values()) {
      if (magic == kind.magic()) {
        return kind;
      }
    }
    if (magic == MD4_ROLLSUM_MAGIC || magic == MD4_RABIN_KARP_MAGIC) {
      throw new UnsupportedFormatException(
          "rdiff signature with MD4, which is broken: make it with BLAKE2 (rdiff --hash=blake2)");
    }
    throw new UnsupportedFormatException(
        "not an rdiff signature with BLAKE2: expected magic=%08x or %08x, actual=%08x, offset=0"
            .formatted(WeakKind.RABIN_KARP.magic(), WeakKind.ROLLSUM.magic(), magic));
  }

  /** {@return how it was made} */
  public SignatureOptions options() {
    return options;
  }

  /** {@return number of blocks} */
  public int blockCount() {
    return table.blockCount();
  }

  BlockTable table() {
    return table;
  }

  int lastWeak() {
    return lastWeak;
  }

  byte[] lastStrong() {
    return lastStrong;
  }
}
