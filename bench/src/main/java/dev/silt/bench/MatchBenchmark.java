package dev.silt.bench;

import dev.silt.delta.OpList;
import dev.silt.io.ByteSource;
import dev.silt.match.ContentMatcher;
import java.io.IOException;
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

/**
 * What the matcher does, one thing at a time: index a base (MB are the base's), look up seeds where
 * there are none, widen matches over scattered differences, and all of it on two releases (MB are
 * the target's).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MatchBenchmark {

  private static final int MEBIBYTE = 1 << 20;

  /** Bytes without a match, which make the matcher build its index and little else. */
  private static final int PROBE_LENGTH = 64;

  /** Bytes from one difference to the next at least: near enough to be widened over. */
  private static final int DIFFERENCE_DISTANCE = 64;

  /** Length of a content, MiB. */
  @Param("16")
  public int mebibytes;

  /** What it is like; see SampleContent. */
  @Param({"text", "native", "jar", "random"})
  public String data = "text";

  /** Effort: 0 fast, 1 balanced, 2 smallest. */
  @Param("1")
  public int effort;

  private ContentMatcher matcher;
  private ByteSource base;
  private ByteSource probe;
  private ByteSource unrelated;
  private ByteSource scattered;
  private ByteSource target;
  private ByteSource small;

  /** Generates all of it. */
  @Setup(Level.Trial)
  public void generate() {
    matcher = ContentMatcher.create(effort);
    SampleContent content = SampleContent.of(data);
    int length = mebibytes * MEBIBYTE;
    byte[] bytes = content.base(length);
    base = ByteSource.of(bytes);
    probe = ByteSource.of(SampleContent.RANDOM.unrelated(PROBE_LENGTH));
    unrelated = ByteSource.of(content.unrelated(length));
    scattered = ByteSource.of(SampleContent.scattered(bytes, DIFFERENCE_DISTANCE));
    target = ByteSource.of(content.target(length));
    small = ByteSource.of(content.base(length / 16));
  }

  /** {@return one insert; nearly all the time goes into the index} */
  @Benchmark
  public OpList indexBuild(Throughput throughput) throws IOException {
    throughput.add(base.length());
    return matcher.match(base, probe);
  }

  /** {@return what little a content of the same kind has by chance, with a small index} */
  @Benchmark
  public OpList seedLookup(Throughput throughput) throws IOException {
    throughput.add(unrelated.length());
    return matcher.match(small, unrelated);
  }

  /** {@return one add or few; the index is never built} */
  @Benchmark
  public OpList approximateExtension(Throughput throughput) throws IOException {
    throughput.add(scattered.length());
    return matcher.match(base, scattered);
  }

  /** {@return the ops between two releases} */
  @Benchmark
  public OpList release(Throughput throughput) throws IOException {
    throughput.add(target.length());
    return matcher.match(base, target);
  }
}
