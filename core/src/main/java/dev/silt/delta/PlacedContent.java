package dev.silt.delta;

/**
 * Content of a file that is placed.
 *
 * @param source where it comes from
 * @param number of the new content, or of the item whose base file it equals; else 0
 */
public record PlacedContent(Source source, int number) {

  /** Nothing. */
  public static final PlacedContent EMPTY = new PlacedContent(Source.NONE, 0);

  /** Where a content comes from. */
  public enum Source {
    /** It has no bytes. */
    NONE,
    /** From the delta. */
    NEW,
    /** A file of the base has it. */
    BASE
  }
}
