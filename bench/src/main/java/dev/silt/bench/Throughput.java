package dev.silt.bench;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Counts bytes, so that JMH reports megabytes (10^6 bytes) a second beside operations a second. */
@AuxCounters(AuxCounters.Type.OPERATIONS)
@State(Scope.Thread)
public class Throughput {

  private long bytes;

  /** Starts an iteration. */
  @Setup(Level.Iteration)
  public void reset() {
    bytes = 0;
  }

  /** Adds the bytes of one operation. */
  void add(long count) {
    bytes += count;
  }

  /** {@return what JMH divides by the iteration's seconds} */
  public double MB() {
    return bytes / 1e6;
  }
}
