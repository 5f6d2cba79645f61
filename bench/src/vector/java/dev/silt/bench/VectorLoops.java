package dev.silt.bench;

import static dev.silt.bench.VectorRabinKarp.WIDTH;

import dev.silt.signature.RollingHash;
import dev.silt.signature.RollingWindow;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;

/**
 * The loops over unmatched bytes with the Vector API and those beside which they stand. Each goes
 * over all of a target, and returns something that depends on all hashes.
 */
final class VectorLoops {

  private static final int COUNT = 1 << 14;

  /** Positions of a lane that begins anew, and the most at once; no power of two. */
  private static final int NEAR = 1088;

  private final byte[] target;
  private final int length;
  private final VectorProbe probe;

  /** Hashes to look up where nothing rolls. */
  private final int[] random = new SplittableRandom(7).ints(1 << 20).toArray();

  private VectorLoops(byte[] base, byte[] target, int length) {
    this.target = target;
    this.length = length;
    probe = VectorProbe.of(base, length, COUNT);
  }

  /** What looks hashes up. */
  private interface Lookup {
    int count(int[] hashes, int from, int to);
  }

  /** {@return the loops by name} */
  static Map<String, Callable<Integer>> of(byte[] base, byte[] target, int length) {
    VectorLoops loops = new VectorLoops(base, target, length);
    Map<String, Callable<Integer>> all = new LinkedHashMap<>();
    all.put("roll-kept", () -> Positions.roll(target, length, RollingHash.rabinKarp()));
    all.put("roll-powers", () -> loops.powers((hashes, from, to) -> hashes[to - 1]));
    all.put("probe-kept", () -> loops.lookUp(loops.probe::scalar));
    all.put("probe-vector", () -> loops.lookUp(loops.probe::vector));
    all.put("probe-count-only", () -> loops.lookUp(loops.probe::countOnly));
    all.put("both-kept", loops::kept);
    all.put("both-powers-kept", () -> loops.powers(loops.probe::scalar));
    all.put("both-powers-vector", () -> loops.powers(loops.probe::vector));
    all.put("roll-kept-crc32c", () -> Positions.roll(target, length, RollingHash.crc32c()));
    int far = (target.length - length) / WIDTH / 128 * 128 - 64;
    all.put("roll-lanes", () -> loops.lanes(NEAR));
    all.put("roll-lanes-far", () -> loops.lanes(far));
    all.put("roll-lanes-crc32c", () -> loops.crcLanes(NEAR));
    all.put("roll-lanes-far-crc32c", () -> loops.crcLanes(far));
    return all;
  }

  /** Checks that a loop has the outcome of the kept one. Lanes look at their hashes themselves. */
  static void check(Map<String, Callable<Integer>> loops, String name) throws Exception {
    String kept = name.substring(0, name.indexOf('-')) + "-kept";
    int outcome = loops.get(name).call();
    if (!name.contains("lanes") && !name.contains("crc32c") && outcome != loops.get(kept).call()) {
      throw new IllegalStateException("another outcome than " + kept + ": " + name);
    }
  }

  private int powers(Lookup lookup) {
    VectorRabinKarp window = new VectorRabinKarp(length, COUNT);
    int[] hashes = new int[COUNT];
    int hash = TextbookLoop.hash(target, 0, length);
    int sum = 0;
    for (int from = 0; from + COUNT + length <= target.length; from += COUNT) {
      window.hashes(target, from, COUNT, hash, hashes);
      sum += lookup.count(hashes, 0, COUNT);
      hash = hashes[COUNT - 1];
    }
    return sum;
  }

  /** Rolls as core does, and looks up the hashes from the second on. */
  private int kept() {
    RollingWindow window = RollingHash.rabinKarp().window(length);
    int[] hashes = new int[COUNT + 1];
    int hash = TextbookLoop.hash(target, 0, length);
    int sum = 0;
    for (int from = 0; from + COUNT + length <= target.length; from += COUNT) {
      int last = from + COUNT - 1;
      window.hashes(target, from, COUNT, hash, hashes);
      hash = window.roll(hashes[COUNT - 1], target[last], target[last + length]);
      hashes[COUNT] = hash;
      sum += probe.scalar(hashes, 1, COUNT + 1);
    }
    return sum;
  }

  private int lookUp(Lookup lookup) {
    int sum = 0;
    for (int done = 0; done + COUNT <= target.length; done += COUNT) {
      int from = done & random.length - 1;
      sum += lookup.count(random, from, from + COUNT);
    }
    return sum;
  }

  private int lanes(int stretch) {
    VectorLanes lanes = new VectorLanes(target, length, stretch, NEAR);
    int[] hashes = new int[NEAR * WIDTH];
    int group = WIDTH * stretch;
    int sum = 0;
    for (int from = 0; from + group + length <= target.length; from += group) {
      lanes.startRabinKarp(from);
      for (int k = 0; k < stretch; k += NEAR) {
        int count = Math.min(NEAR, stretch - k);
        lanes.rabinKarp(from + k, count, hashes);
        int last = from + k + count - 1 + (WIDTH - 1) * stretch;
        check(from, hashes[count * WIDTH - 1], last, RollingHash.rabinKarp());
        sum += hashes[count * WIDTH - 1];
      }
    }
    return sum;
  }

  private int crcLanes(int stretch) {
    VectorLanes lanes = new VectorLanes(target, length, stretch, NEAR);
    int[] hashes = new int[NEAR * WIDTH];
    int group = WIDTH * stretch;
    int sum = 0;
    for (int from = 0; from + group + length <= target.length; from += group) {
      lanes.startCrc32c(from);
      for (int k = 0; k < stretch; k += NEAR) {
        int count = Math.min(NEAR, stretch - k);
        lanes.crc32c(from + k, count, hashes);
        int last = from + k + count - 1 + (WIDTH - 1) * stretch;
        check(from, hashes[count * WIDTH - 1], last, RollingHash.crc32c());
        sum += hashes[count * WIDTH - 1];
      }
    }
    return sum;
  }

  /** Of the first group only, since it costs a hash from scratch. */
  private void check(int group, int hash, int at, RollingHash expected) {
    if (group == 0 && at < WIDTH * NEAR && hash != expected.of(target, at, length)) {
      throw new IllegalStateException("not the hash of the window at " + at);
    }
  }
}
