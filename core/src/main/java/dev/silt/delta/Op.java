package dev.silt.delta;

/** The three ops that rebuild a content. */
public enum Op {
  /** Bytes of a base content as they are. */
  COPY(0),
  /** Bytes of a base content, to each of which a difference byte is added (mod 256). */
  ADD(1),
  /** Bytes that the delta carries. */
  INSERT(2);

  private static final Op[] BY_CODE = {COPY, ADD, INSERT};

  private final int code;

  Op(int code) {
    this.code = code;
  }

  /** {@return its number in the format} */
  public int code() {
    return code;
  }

  /** {@return its name in the format's description} */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  static Op ofCode(int code) {
    return BY_CODE[code];
  }
}
