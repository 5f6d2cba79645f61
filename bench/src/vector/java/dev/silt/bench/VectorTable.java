package dev.silt.bench;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * As {@link LoopTable}, for the loops with the Vector API: 10^6 bytes for each second of processor
 * time, the best of some rounds, and bytes allocated in the last one for each byte of the target: a
 * tenth and more of a byte says that the JIT compiler did not make vectors of all vectors.
 */
public final class VectorTable {

  private static final int MEBIBYTES = 64;
  private static final int ROUNDS = 12;

  private VectorTable() {}

  /**
   * Runs it.
   *
   * @param arguments the block length
   * @throws Exception if a loop is wrong
   */
  public static void main(String[] arguments) throws Exception {
    int length = arguments.length == 0 ? 2048 : Integer.parseInt(arguments[0]);
    byte[] base = SampleBytes.base(MEBIBYTES);
    byte[] target = SampleBytes.target(base, "unrelated");
    Map<String, Callable<Integer>> loops = VectorLoops.of(base, target, length);
    for (String name : loops.keySet()) {
      VectorLoops.check(loops, name);
    }
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    Map<String, Double> best = new LinkedHashMap<>();
    Map<String, Double> allocated = new LinkedHashMap<>();
    int sum = 0;
    for (int round = 0; round < ROUNDS; round++) {
      for (Map.Entry<String, Callable<Integer>> loop : loops.entrySet()) {
        long before = threads.getCurrentThreadAllocatedBytes();
        long start = threads.getCurrentThreadCpuTime();
        sum += loop.getValue().call();
        double seconds = (threads.getCurrentThreadCpuTime() - start) / 1e9;
        double bytes = threads.getCurrentThreadAllocatedBytes() - before;
        best.merge(loop.getKey(), target.length / 1e6 / seconds, Math::max);
        allocated.put(loop.getKey(), bytes / target.length);
      }
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    best.forEach(
        (name, speed) ->
            out.printf(Locale.ROOT, "| %s | %.0f | %.2f |%n", name, speed, allocated.get(name)));
    out.println("(" + sum + ", vectors of " + VectorRabinKarp.INTS.vectorBitSize() + " bits)");
  }
}
