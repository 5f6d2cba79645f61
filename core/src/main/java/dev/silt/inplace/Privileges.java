package dev.silt.inplace;

/**
 * What a process may set.
 *
 * @param owner the user that it runs as
 * @param anyOwner whether it may give files to others
 * @param devices whether it may make devices
 * @param fifos whether it can make FIFOs
 * @param specialTimes whether it can set times of devices and FIFOs
 * @param anyXattr whether it may set attributes beside {@code user.*}
 */
public record Privileges(
    long owner,
    boolean anyOwner,
    boolean devices,
    boolean fifos,
    boolean specialTimes,
    boolean anyXattr) {

  /** All of it. */
  public static final Privileges ALL = new Privileges(0, true, true, true, true, true);
}
