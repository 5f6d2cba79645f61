package dev.silt.bench;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Loops over unmatched bytes, beside each other; only {@code fused} looks anything up. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TriedLoopsBenchmark {

  /** Length of the target, MiB. */
  @Param("64")
  public int mebibytes;

  /** Bytes of a block. */
  @Param("2048")
  public int blockLength;

  /** Which loop. */
  @Param({"textbook", "fused", "lanes", "cyclic", "small-multiplier", "rabin-karp", "crc32c"})
  public String loop = "textbook";

  private byte[] target;
  private int[] table;
  private long[] map;

  /** Generates the bytes and tables; one hash in 64 is in the bitmap. */
  @Setup(Level.Trial)
  public void generate() {
    target = SampleBytes.target(SampleBytes.base(mebibytes), "unrelated");
    SplittableRandom random = new SplittableRandom(4);
    table = random.ints(256).toArray();
    map = random.longs(1 << 12).map(word -> Long.MIN_VALUE >>> word).toArray();
  }

  /** {@return something that depends on all hashes} */
  @Benchmark
  public int roll(Throughput throughput) {
    throughput.add(target.length);
    return switch (loop) {
      case "textbook" -> TextbookLoop.roll(target, blockLength);
      case "fused" -> TriedLoops.fused(target, blockLength, map);
      case "lanes" -> TriedLoops.lanes(target, blockLength);
      case "cyclic" -> TriedLoops.cyclic(target, blockLength, table);
      case "small-multiplier" -> TriedLoops.smallMultiplier(target, blockLength, table);
      default -> Positions.roll(target, blockLength, SampleBytes.hash(loop));
    };
  }
}
