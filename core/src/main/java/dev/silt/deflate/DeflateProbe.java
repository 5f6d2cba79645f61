package dev.silt.deflate;

import dev.silt.io.ByteSource;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Finds the model of encoder that makes a deflate stream, by trying: plain bytes are compressed and
 * compared until they differ. Not thread-safe; use one for many streams.
 *
 * <p>A hit costs one encoding, if the first model tried is the right one. A miss costs little: once
 * a model has failed, the symbols of the stream's first block are decoded, and the others are held
 * to those after the first KiB, so that most of them end there.
 */
public final class DeflateProbe {

  /** The default and the highest level first: nearly all streams are of the one or the other. */
  private static final int[] LEVELS = {6, 9, 1, 5, 8, 7, 4, 3, 2};

  private static final int BUFFER_LENGTH = 1 << 15;
  private static final int FIRST_LENGTH = 1 << 10;

  private final DeflateEncoder encoder = DeflateEncoder.create(1, OutputStream.nullOutputStream());
  private final ComparingOutput comparison = new ComparingOutput();
  private final FirstBlock firstBlock = new FirstBlock();
  private final byte[] buffer = new byte[BUFFER_LENGTH];
  private boolean firstBlockKnown;
  private boolean firstBlockMade;

  private DeflateProbe() {}

  /** {@return a probe} */
  public static DeflateProbe create() {
    return new DeflateProbe();
  }

  /**
   * Finds the model that makes a stream.
   *
   * @param compressed a raw deflate stream, nothing before or behind
   * @param plain what it decodes to: not checked, but with other bytes nothing is found
   * @param likely the model to try first, as that of the stream before; or 0
   * @return the model, or why there is none
   * @throws IOException if the bytes cannot be read
   */
  public DeflateMatch find(ByteSource compressed, ByteSource plain, int likely) throws IOException {
    int first = likely == DeflateMatch.NO_MODEL ? LEVELS[0] : likely;
    firstBlockKnown = false;
    firstBlockMade = false;
    if (makes(first, compressed, plain)) {
      return DeflateMatch.of(first);
    }
    firstBlock.read(compressed);
    firstBlockKnown = true;
    if (!firstBlock.hasLikelyEnd()) {
      return DeflateMatch.none(DeflateMiss.BLOCK_END);
    }
    for (int level : LEVELS) {
      if (level != first && makes(level, compressed, plain)) {
        return DeflateMatch.of(level);
      }
    }
    if (firstBlockMade) {
      return DeflateMatch.none(DeflateMiss.LATER_BLOCK);
    }
    return DeflateMatch.none(firstBlock.isStored() ? DeflateMiss.STORED : DeflateMiss.FIRST_BLOCK);
  }

  /** {@return whether a level makes the stream} */
  private boolean makes(int level, ByteSource compressed, ByteSource plain) throws IOException {
    comparison.reset(compressed);
    encoder.reset(level, comparison);
    boolean made = encodes(plain) && comparison.isComplete();
    firstBlockMade |= comparison.equalCount() > 0;
    return made;
  }

  private boolean encodes(ByteSource plain) throws IOException {
    long length = plain.length();
    int most = firstBlockKnown ? FIRST_LENGTH : BUFFER_LENGTH;
    for (long done = 0; done < length; ) {
      int count = (int) Math.min(most, length - done);
      plain.readFully(done, buffer, 0, count);
      encoder.write(buffer, 0, count);
      done += count;
      if (!comparison.isEqual() || firstBlockKnown && !encoder.agrees(firstBlock)) {
        return false;
      }
      most = Math.min(2 * most, BUFFER_LENGTH);
    }
    encoder.finish();
    return true;
  }
}
