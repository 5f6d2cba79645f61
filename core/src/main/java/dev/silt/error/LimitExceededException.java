package dev.silt.error;

/** The input asks for more than {@link Limits} allow. */
public final class LimitExceededException extends SiltException {

  private static final long serialVersionUID = 1L;

  /**
   * @param what what is too large or too many
   * @param wanted what the input asks for
   * @param allowed what is allowed
   * @param limitName component of {@link Limits} that raises it
   */
  public LimitExceededException(String what, long wanted, long allowed, String limitName) {
    super(
        what
            + ": wanted="
            + Long.toUnsignedString(wanted)
            + ", allowed="
            + allowed
            + "; raise Limits."
            + limitName
            + " if the input is trusted",
        null);
  }

  /**
   * Throws unless {@code 0 <= wanted <= allowed}.
   *
   * @param what what is counted
   * @param wanted what the input asks for
   * @param allowed what is allowed
   * @param limitName component of {@link Limits} that raises it
   * @return {@code wanted}
   * @throws LimitExceededException if it is more, or negative (a length of 2^63 or more)
   */
  public static long check(String what, long wanted, long allowed, String limitName)
      throws LimitExceededException {
    if (wanted < 0 || wanted > allowed) {
      throw new LimitExceededException(what, wanted, allowed, limitName);
    }
    return wanted;
  }
}
