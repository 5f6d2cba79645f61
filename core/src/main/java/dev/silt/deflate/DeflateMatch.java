package dev.silt.deflate;

/**
 * What {@link DeflateProbe} found out about a stream.
 *
 * @param model code of the model that makes the stream: 1 to 9 for zlib's level, 0 if none does;
 *     greater codes are for other encoders
 * @param miss why there is no model, for statistics
 */
public record DeflateMatch(int model, DeflateMiss miss) {

  /** The model of a stream that none makes. */
  public static final int NO_MODEL = 0;

  static DeflateMatch of(int model) {
    return new DeflateMatch(model, DeflateMiss.NONE);
  }

  static DeflateMatch none(DeflateMiss miss) {
    return new DeflateMatch(NO_MODEL, miss);
  }

  /** {@return whether there is a model that makes the stream} */
  public boolean isFound() {
    return model != NO_MODEL;
  }
}
