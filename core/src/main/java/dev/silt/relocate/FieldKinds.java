package dev.silt.relocate;

/**
 * Which kinds of fields are rewritten.
 *
 * @param mask a bit for each kind
 */
public record FieldKinds(long mask) {

  /** All of them. */
  public static final FieldKinds ALL = new FieldKinds((1L << FieldKind.values().length) - 1);

  /** Checks that the kinds are known. */
  public FieldKinds {
    if (!isKnown(mask)) {
      throw new IllegalArgumentException("unknown kinds of fields: " + mask);
    }
  }

  /**
   * Tells whether a mask has only kinds that there are.
   *
   * @param mask a bit for each kind
   * @return whether it may be used
   */
  public static boolean isKnown(long mask) {
    return mask >>> FieldKind.values().length == 0;
  }

  static long bit(FieldKind kind) {
    return 1L << kind.code();
  }

  boolean has(FieldKind kind) {
    return (mask & bit(kind)) != 0;
  }
}
