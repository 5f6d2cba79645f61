package dev.silt.error;

/** The base given is not the one that the delta was made from. */
public final class WrongBaseException extends SiltException {

  private static final long serialVersionUID = 1L;

  /** Identity that the delta names. */
  private final String expected;

  /** Identity of the image at hand. */
  private final String actual;

  /**
   * @param expected image ID that the delta needs, {@code sha256:...}
   * @param actual image IDs that the given base holds, in words
   */
  public WrongBaseException(String expected, String actual) {
    super(
        "wrong base image: expected="
            + expected
            + ", actual="
            + actual
            + "; apply the delta to the image it was made from, or make one from the image you have",
        null);
    this.expected = expected;
    this.actual = actual;
  }

  /** {@return the image ID that the delta needs} */
  public String expected() {
    return expected;
  }

  /** {@return the image IDs that the given base holds} */
  public String actual() {
    return actual;
  }
}
