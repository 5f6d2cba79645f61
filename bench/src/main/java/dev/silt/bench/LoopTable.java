package dev.silt.bench;

import dev.silt.signature.BlockScanner;
import dev.silt.signature.BlockSigner;
import dev.silt.signature.BlockTable;
import dev.silt.signature.RollingHash;
import dev.silt.signature.StrongHash;
import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;

/**
 * Prints all loops of docs/rolling-hash.md in one table: 10^6 bytes for each second of processor
 * time, the best of some rounds in which each loop runs once. JMH measures the same; this is for
 * machines that have other things to do, where wall clocks say little.
 */
public final class LoopTable {

  private static final int MEBIBYTES = 64;
  private static final int ROUNDS = 12;

  private final Map<String, Callable<Integer>> loops = new LinkedHashMap<>();

  private LoopTable() {}

  /**
   * Runs it.
   *
   * @param arguments the block length
   * @throws Exception if memory cannot be read
   */
  public static void main(String[] arguments) throws Exception {
    LoopTable table = new LoopTable();
    table.prepare(arguments.length == 0 ? 2048 : Integer.parseInt(arguments[0]));
    table.run(new PrintStream(System.out, true, StandardCharsets.UTF_8));
  }

  private void prepare(int n) throws Exception {
    byte[] base = SampleBytes.base(MEBIBYTES);
    byte[] unrelated = SampleBytes.target(base, "unrelated");
    SplittableRandom random = new SplittableRandom(4);
    int[] ints = random.ints(256).toArray();
    long[] map = random.longs(1 << 12).map(word -> Long.MIN_VALUE >>> word).toArray();
    TextbookTable textbook = TextbookTable.of(base, n);
    loops.put("roll: textbook", () -> TextbookLoop.roll(unrelated, n));
    loops.put("roll: lanes", () -> TriedLoops.lanes(unrelated, n));
    loops.put("roll: cyclic", () -> TriedLoops.cyclic(unrelated, n, ints));
    loops.put("roll: small multiplier", () -> TriedLoops.smallMultiplier(unrelated, n, ints));
    loops.put("roll and look up: textbook", () -> TextbookLoop.scan(unrelated, n, textbook));
    loops.put("roll and look up: fused", () -> TriedLoops.fused(unrelated, n, map));
    StrongHash strong = StrongHash.seededSha256(new byte[16]);
    for (String name : new String[] {"rabin-karp", "crc32c"}) {
      RollingHash weak = SampleBytes.hash(name);
      BlockTable table = SampleBytes.table(base, n, weak, strong);
      loops.put("roll: " + name, () -> Positions.roll(unrelated, n, weak));
      for (String kind : new String[] {"unrelated", "edited", "shifted", "identical"}) {
        byte[] target = SampleBytes.target(base, kind);
        loops.put("scan " + kind + ": " + name, () -> scan(table, weak, strong, target));
      }
      loops.put("sign: " + name, () -> sign(weak, strong, base, n));
      loops.put("weak hash: " + name, () -> weak(weak, base, n));
    }
    loops.put("strong hash", () -> strong(strong, base, n));
    loops.put("SHA-256", () -> (int) MessageDigest.getInstance("SHA-256").digest(base)[0]);
  }

  private void run(PrintStream out) throws Exception {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Map<String, Double> best = new LinkedHashMap<>();
    int sum = 0;
    for (int round = 0; round < ROUNDS; round++) {
      for (Map.Entry<String, Callable<Integer>> loop : loops.entrySet()) {
        long start = threads.getCurrentThreadCpuTime();
        sum += loop.getValue().call();
        double seconds = (threads.getCurrentThreadCpuTime() - start) / 1e9;
        best.merge(loop.getKey(), (MEBIBYTES << 20) / 1e6 / seconds, Math::max);
      }
    }
    best.forEach((name, speed) -> out.printf(Locale.ROOT, "| %s | %.0f |%n", name, speed));
    out.println("(" + sum + ")");
  }

  private static int scan(BlockTable table, RollingHash weak, StrongHash strong, byte[] target)
      throws Exception {
    CopiedBytes copied = new CopiedBytes();
    BlockScanner.create(table, weak, strong).scan(new ByteArrayInputStream(target), copied);
    return (int) copied.count();
  }

  private static int sign(RollingHash weak, StrongHash strong, byte[] base, int n)
      throws Exception {
    int[] sum = new int[1];
    BlockSigner.create(weak, strong)
        .sign(new ByteArrayInputStream(base), n, (hash, bytes) -> sum[0] += hash + bytes[0]);
    return sum[0];
  }

  private static int weak(RollingHash weak, byte[] base, int n) {
    int sum = 0;
    for (int from = 0; from <= base.length - n; from += n) {
      sum += weak.of(base, from, n);
    }
    return sum;
  }

  private static int strong(StrongHash strong, byte[] base, int n) {
    byte[] hash = new byte[strong.length()];
    int sum = 0;
    for (int from = 0; from <= base.length - n; from += n) {
      strong.hash(base, from, n, hash, 0);
      sum += hash[0];
    }
    return sum;
  }
}
