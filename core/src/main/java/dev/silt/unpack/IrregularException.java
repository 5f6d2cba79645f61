package dev.silt.unpack;

/** A file is no archive of the kind that is looked for, or one that is left alone. */
final class IrregularException extends Exception {

  private static final long serialVersionUID = 1L;

  IrregularException(String why) {
    super(why, null, false, false);
  }
}
