package dev.silt.cli;

import java.util.Locale;

/** Lengths, times and ratios for people; the same in every locale. */
final class Sizes {

  private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Sizes() {}

  /** {@return a length in bytes with a fitting unit and one decimal} */
  static String text(long length) {
    if (length < 1024) {
      return length + " B";
    }
    double value = length;
    int unit = -1;
    while (value >= 1023.95 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
  }

  /** {@return a count with thousands separated} */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** {@return nanoseconds as seconds} */
  static String seconds(long nanos) {
    return String.format(Locale.ROOT, nanos < 9_950_000_000L ? "%.2f s" : "%.1f s", nanos / 1e9);
  }

  /** {@return a part of a whole in percent; {@code -} if the whole is nothing} */
  static String percent(long part, long whole) {
    if (whole <= 0) {
      return "-";
    }
    double ratio = 100.0 * part / whole;
    return String.format(Locale.ROOT, ratio < 9.95 ? "%.2f %%" : "%.1f %%", ratio);
  }
}
