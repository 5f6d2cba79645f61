package dev.silt.delta;

import org.jspecify.annotations.Nullable;

/** Why a new content got the base content that it has. */
public enum PairReason {
  /** None helps. */
  NONE(0),
  /** The same path. */
  PATH(1),
  /** A path that differs only in digits. */
  VERSION(2),
  /** The same file name elsewhere. */
  NAME(3),
  /** The same bytes in many places. */
  SIMILAR(4);

  private final int code;

  PairReason(int code) {
    this.code = code;
  }

  /** {@return its number in the format} */
  public int code() {
    return code;
  }

  /** {@return its name for people} */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  static @Nullable PairReason ofCode(long code) {
    for (PairReason reason : values()) {
      if (reason.code == code) {
        return reason;
      }
    }
    return null;
  }
}
