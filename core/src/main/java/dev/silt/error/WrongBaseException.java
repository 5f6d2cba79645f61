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
    this(
        expected,
        actual,
        "wrong base image: expected="
            + expected
            + ", actual="
            + actual
            + "; apply the delta to the image it was made from, or make one from the image you have");
  }

  private WrongBaseException(String expected, String actual, String message) {
    super(message, null);
    this.expected = expected;
    this.actual = actual;
  }

  /**
   * The base is a root file system, and anybody can have written to it.
   *
   * @param expected ID that the delta needs, {@code sha256:...}
   * @param actual ID that the root file system has now
   * @param lastChange what was changed last, and when
   * @return the exception
   */
  public static WrongBaseException ofRootTree(String expected, String actual, String lastChange) {
    return new WrongBaseException(
        expected,
        actual,
        "wrong base: expected="
            + expected
            + ", actual="
            + actual
            + "; this is a root file system: it may have been modified since it was signed (last"
            + " change: "
            + lastChange
            + "), or the delta is for another base; restore it, or sign it as it is and make the"
            + " delta anew");
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
