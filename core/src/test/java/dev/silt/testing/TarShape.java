package dev.silt.testing;

import java.util.SplittableRandom;

/**
 * What is between and after the entries of a tar stream.
 *
 * @param padding byte that fills the last block of a content; zero is the rule
 * @param endBlocks zero blocks at the end; two is the rule
 * @param recordLength the stream is filled with zeros to a multiple of this
 * @param garbage bytes after all that
 * @param comment text of a PAX global header at the start; empty for none
 * @param lastPadding whether the last content is padded if no end blocks follow
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TarShape(
    int padding,
    int endBlocks,
    int recordLength,
    byte[] garbage,
    String comment,
    boolean lastPadding) {

  /** As most writers do it: two zero blocks. */
  public static final TarShape PLAIN = new TarShape(0, 2, 512, new byte[0], "", true);

  /** {@return mostly what real writers do, now and then what none should} */
  public static TarShape random(SplittableRandom random) {
    int padding = random.nextInt(8) == 0 ? random.nextInt(1, 256) : 0;
    String comment = random.nextInt(8) == 0 ? "commit " + Long.toHexString(random.nextLong()) : "";
    return switch (random.nextInt(10)) {
      case 0 -> new TarShape(padding, 0, 1, new byte[0], comment, random.nextBoolean());
      case 1 -> new TarShape(padding, 1, 1, new byte[0], comment, true);
      case 2 -> new TarShape(padding, 2, 10_240, new byte[0], comment, true);
      case 3 -> new TarShape(padding, 2, 512, RandomData.bytes(random, 700), comment, true);
      case 4 -> new TarShape(padding, 2, 512, new byte[random.nextInt(70_000)], comment, true);
      case 5 -> new TarShape(padding, 2, 1024, RandomData.text(random, 1300), comment, true);
      default -> new TarShape(padding, 2, 512, new byte[0], comment, true);
    };
  }
}
