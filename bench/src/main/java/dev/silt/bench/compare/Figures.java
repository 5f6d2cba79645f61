package dev.silt.bench.compare;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Numbers as the tables have them, the same in every locale; {@code -} for what is not known. */
final class Figures {

  static final String NONE = "-";

  private static final double MEBIBYTE = 1 << 20;

  private Figures() {}

  static String count(OptionalLong value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%,d", value.getAsLong()) : NONE;
  }

  static String seconds(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.2f", value.getAsDouble()) : NONE;
  }

  static String mebibytes(OptionalLong length) {
    return length.isPresent() ? mebibytes(length.getAsLong()) : NONE;
  }

  static String mebibytes(long length) {
    return String.format(Locale.ROOT, "%.0f", length / MEBIBYTE);
  }

  /** {@return how many times the other, with a third decimal where two would say nothing} */
  static String ratio(OptionalDouble value, OptionalDouble other) {
    if (value.isEmpty() || other.isEmpty() || other.getAsDouble() <= 0) {
      return NONE;
    }
    double ratio = value.getAsDouble() / other.getAsDouble();
    return String.format(Locale.ROOT, ratio < 0.0995 ? "%.3f x" : "%.2f x", ratio);
  }

  /** {@return how many times the other} */
  static String ratio(OptionalLong value, OptionalLong other) {
    return ratio(toDouble(value), toDouble(other));
  }

  private static OptionalDouble toDouble(OptionalLong value) {
    return value.isPresent()
        ? OptionalDouble.of((double) value.getAsLong())
        : OptionalDouble.empty();
  }
}
