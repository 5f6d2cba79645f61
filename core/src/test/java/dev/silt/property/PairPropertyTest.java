package dev.silt.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.io.WorkFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * For random pairs: apply(diff(a, b), a) is b bit for bit, in every container, preset, output form;
 * the delta is never larger than a pull; the trees are right; nothing is left behind.
 *
 * <p>Some hundred pairs in a normal build. Thousands, and one again by its seed:
 *
 * <pre>
 * mvn -B -pl core test -Dtest=PairPropertyTest -Dsilt.pairs=5000 -Dsilt.seed=1000000
 * mvn -B -pl core test -Dtest=PairPropertyTest -Dsilt.pairs=1 -Dsilt.seed=4711
 * </pre>
 *
 * <p>The files of a failed pair stay in {@code core/target/failed-pairs/SEED}.
 */
class PairPropertyTest {

  private static final int PAIR_COUNT = Integer.getInteger("silt.pairs", 300);
  private static final long FIRST_SEED = Long.getLong("silt.seed", 20_261_123L);
  private static final int REPORTED = 8;

  @Test
  void applyOfDiffIsTheTarget(@TempDir Path directory) throws InterruptedException {
    int threadCount = Math.max(2, Math.min(8, Runtime.getRuntime().availableProcessors()));
    AtomicLong next = new AtomicLong(FIRST_SEED);
    List<String> failures = java.util.Collections.synchronizedList(new java.util.ArrayList<>());
    List<Thread> threads =
        IntStream.range(0, threadCount)
            .mapToObj(i -> new Thread(() -> work(directory, next, failures), "pairs-" + i))
            .toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).as("%d of the pairs from seed %d on", PAIR_COUNT, FIRST_SEED).isEmpty();
  }

  private static void work(Path directory, AtomicLong next, List<String> failures) {
    while (failures.size() < REPORTED) {
      long seed = next.getAndIncrement();
      if (seed >= FIRST_SEED + PAIR_COUNT) {
        return;
      }
      String failure = failureOf(seed, directory.resolve("" + seed));
      if (failure != null) {
        failures.add(failure);
      }
    }
  }

  private static @org.jspecify.annotations.Nullable String failureOf(long seed, Path directory) {
    String kind = "not made";
    try {
      Files.createDirectory(directory);
      PairCheck check = new PairCheck(seed, directory);
      kind = check.kind();
      check.run();
      WorkFiles.deleteTree(directory);
      return null;
    } catch (IOException | RuntimeException | Error e) {
      keep(seed, directory);
      String trace =
          Arrays.stream(e.getStackTrace())
              .filter(frame -> frame.getClassName().startsWith("dev.silt"))
              .limit(12)
              .map(StackTraceElement::toString)
              .collect(Collectors.joining("\n    at "));
      String text = e.toString();
      text = text.length() > 1500 ? text.substring(0, 1500) + "..." : text;
      return "seed " + seed + " (" + kind + "): " + text + "\n    at " + trace;
    }
  }

  private static void keep(long seed, Path directory) {
    try {
      Path kept = Files.createDirectories(Path.of("target", "failed-pairs")).resolve("" + seed);
      WorkFiles.deleteTree(kept);
      try (Stream<Path> walk = Files.walk(directory)) {
        for (Path path : (Iterable<Path>) walk::iterator) {
          Files.copy(path, kept.resolve(directory.relativize(path).toString()));
        }
      }
    } catch (IOException e) {
      System.err.println("not kept: " + e);
    }
  }
}
