package dev.silt.unpack;

/** A file is no archive of the kind that is looked for, or one that is left alone. */
final class IrregularException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean limit;

  IrregularException(String why) {
    this(why, false);
  }

  private IrregularException(String why, boolean limit) {
    super(why, null, false, false);
    this.limit = limit;
  }

  /** {@return that something is more than is looked at} */
  static IrregularException tooMuch(String why) {
    return new IrregularException(why, true);
  }

  /** {@return whether it is only too large} */
  boolean isLimit() {
    return limit;
  }
}
