package dev.silt.bench;

import dev.silt.ApplyOptions;
import dev.silt.ApplyResult;
import dev.silt.DeltaSource;
import dev.silt.DiffOptions;
import dev.silt.ImageSource;
import dev.silt.Silt;
import java.io.IOException;
import java.nio.file.Path;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Rebuilds an image from a delta; MB are those of the target's uncompressed layers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class ApplyBenchmark {

  /** Contents of each image, MiB. */
  @Param("64")
  public int mebibytes;

  private WorkDirectory work;
  private Path base;
  private Path delta;
  private Path output;
  private long length;

  /** Generates a pair of images and the delta between them. */
  @Setup(Level.Trial)
  public void generate() throws IOException {
    work = WorkDirectory.create();
    base = work.resolve("base.tar");
    delta = work.resolve("update.silt");
    output = work.resolve("output.tar");
    Path target = work.resolve("target.tar");
    SampleImage.write(base, mebibytes, false);
    length = SampleImage.write(target, mebibytes, true);
    Silt.diff(
        ImageSource.of(base),
        ImageSource.of(target),
        delta,
        DiffOptions.fast().withSelfCheck(false));
  }

  /** Deletes all of it. */
  @TearDown(Level.Trial)
  public void delete() throws IOException {
    work.close();
  }

  /** {@return what was written; the output is replaced each time} */
  @Benchmark
  public ApplyResult apply(Throughput throughput) throws IOException {
    throughput.add(length);
    return Silt.apply(ImageSource.of(base), DeltaSource.of(delta), output, ApplyOptions.defaults());
  }

  /** {@return what would be written} */
  @Benchmark
  public ApplyResult verify(Throughput throughput) throws IOException {
    throughput.add(length);
    return Silt.verify(ImageSource.of(base), DeltaSource.of(delta), ApplyOptions.defaults());
  }
}
