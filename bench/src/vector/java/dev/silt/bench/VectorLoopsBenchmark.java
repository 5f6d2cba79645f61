package dev.silt.bench;

import java.util.Map;
import java.util.concurrent.Callable;
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

/** Loops over unmatched bytes with the Vector API, beside those that were kept. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class VectorLoopsBenchmark {

  /** Length of the target, MiB. */
  @Param("64")
  public int mebibytes;

  /** Bytes of a block. */
  @Param("2048")
  public int blockLength;

  /** Which loop. */
  @Param({
    "roll-kept",
    "roll-powers",
    "roll-lanes",
    "roll-lanes-far",
    "roll-kept-crc32c",
    "roll-lanes-crc32c",
    "roll-lanes-far-crc32c",
    "probe-kept",
    "probe-vector",
    "probe-count-only",
    "both-kept",
    "both-powers-kept",
    "both-powers-vector"
  })
  public String loop;

  private byte[] target;
  private Callable<Integer> chosen;

  /** Generates the bytes, and checks that the loop agrees with the kept one. */
  @Setup(Level.Trial)
  public void generate() throws Exception {
    byte[] base = SampleBytes.base(mebibytes);
    target = SampleBytes.target(base, "unrelated");
    Map<String, Callable<Integer>> loops = VectorLoops.of(base, target, blockLength);
    VectorLoops.check(loops, loop);
    chosen = loops.get(loop);
  }

  /** {@return something that depends on all hashes} */
  @Benchmark
  public int run(Throughput throughput) throws Exception {
    throughput.add(target.length);
    return chosen.call();
  }
}
