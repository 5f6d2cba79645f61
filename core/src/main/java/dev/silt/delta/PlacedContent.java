package dev.silt.delta;

import org.jspecify.annotations.Nullable;

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
    NONE(0),
    /** From the delta. */
    NEW(1),
    /** A file of the base has it. */
    BASE(2);

    private final int code;

    Source(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }

    static @Nullable Source ofCode(long code) {
      for (Source source : values()) {
        if (source.code == code) {
          return source;
        }
      }
      return null;
    }
  }
}
