package dev.silt.delta;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a new content that looks like an archive is not seen through. */
public enum OpaqueReason {
  /** Its headers, directory or trailer are not as they should be, or do not come back. */
  IRREGULAR(1),
  /** No model makes most of the streams that the base lacks. */
  ENCODER(2),
  /** Most of what the base lacks is encrypted, or compressed otherwise than by deflate. */
  METHOD(3),
  /** It would not make the delta smaller. */
  GAIN(4),
  /** It is too large or too deep in other archives. */
  LIMIT(5),
  /** Not tried: the delta is made from a signature. */
  UNTRIED(6);

  private final int code;

  OpaqueReason(int code) {
    this.code = code;
  }

  /** {@return its number in the format} */
  public int code() {
    return code;
  }

  /** {@return its name for people} */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static @Nullable OpaqueReason ofCode(long code) {
    for (OpaqueReason reason : values()) {
      if (reason.code == code) {
        return reason;
      }
    }
    return null;
  }
}
