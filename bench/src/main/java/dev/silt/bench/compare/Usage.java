package dev.silt.bench.compare;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a program used.
 *
 * @param seconds wall clock
 * @param cpuSeconds user and system; empty without GNU time
 * @param peakRssLength bytes in memory at most, of one process; empty without GNU time
 */
record Usage(double seconds, OptionalDouble cpuSeconds, OptionalLong peakRssLength) {

  /** Of nothing at all. */
  static final Usage NONE = new Usage(0, OptionalDouble.of(0), OptionalLong.of(0));

  /** What GNU time is to print: wall clock, user, system, KiB. */
  static final String FORMAT = "%e %U %S %M";

  private static final int FIELD_COUNT = 4;
  private static final int KIBIBYTE = 1 << 10;

  /** Known by the clock alone. */
  static Usage ofSeconds(double seconds) {
    return new Usage(seconds, OptionalDouble.empty(), OptionalLong.empty());
  }

  /**
   * Reads what GNU time printed; a complaint about the exit code may come before.
   *
   * @param text what it wrote
   * @throws IllegalArgumentException if it is something else
   */
  static Usage parse(String text) {
    String stripped = text.strip();
    String[] fields = stripped.substring(stripped.lastIndexOf('\n') + 1).split(" ", -1);
    if (fields.length != FIELD_COUNT) {
      throw new IllegalArgumentException("not of the form '" + FORMAT + "': " + stripped);
    }
    return new Usage(
        Double.parseDouble(fields[0]),
        OptionalDouble.of(Double.parseDouble(fields[1]) + Double.parseDouble(fields[2])),
        OptionalLong.of(Long.parseLong(fields[3]) * KIBIBYTE));
  }

  /** {@return the usage of two programs that ran one after the other} */
  Usage then(Usage next) {
    return new Usage(
        seconds + next.seconds,
        cpuSeconds.isPresent() && next.cpuSeconds.isPresent()
            ? OptionalDouble.of(cpuSeconds.getAsDouble() + next.cpuSeconds.getAsDouble())
            : OptionalDouble.empty(),
        peakRssLength.isPresent() && next.peakRssLength.isPresent()
            ? OptionalLong.of(Math.max(peakRssLength.getAsLong(), next.peakRssLength.getAsLong()))
            : OptionalLong.empty());
  }
}
