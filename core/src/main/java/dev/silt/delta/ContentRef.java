package dev.silt.delta;

/**
 * Which content an entry has.
 *
 * @param kind where it is
 * @param number of the new content or of the base file; 0 for none
 */
public record ContentRef(Kind kind, int number) {

  /** No data. */
  public static final ContentRef NONE = new ContentRef(Kind.NONE, 0);

  /** Where a content is. */
  public enum Kind {
    /** Nowhere: there is no data. */
    NONE,
    /** Among the new contents, which the delta describes. */
    NEW,
    /** In the base. */
    BASE
  }

  /**
   * A new content.
   *
   * @param number its number, in the order of first use
   * @return the reference
   */
  public static ContentRef ofNew(int number) {
    return new ContentRef(Kind.NEW, number);
  }

  /**
   * A base content.
   *
   * @param file the base file's number
   * @return the reference
   */
  public static ContentRef ofBase(int file) {
    return new ContentRef(Kind.BASE, file);
  }
}
