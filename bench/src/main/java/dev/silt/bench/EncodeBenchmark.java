package dev.silt.bench;

import dev.silt.DiffOptions;
import dev.silt.DiffResult;
import dev.silt.ImageSource;
import dev.silt.Preset;
import dev.silt.Silt;
import java.io.ByteArrayInputStream;
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

/**
 * Makes the delta of one whole content, from image to delta file: read, digest, match, code. MB are
 * those of the target content.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EncodeBenchmark {

  private static final int MEBIBYTE = 1 << 20;

  /** Length of a content, MiB. */
  @Param("16")
  public int mebibytes;

  /** What it is like; see SampleContent. */
  @Param({"text", "native", "jar", "random"})
  public String data = "text";

  /** Time against size. */
  @Param({"FAST", "BALANCED", "SMALLEST"})
  public Preset preset = Preset.BALANCED;

  private WorkDirectory work;
  private ImageSource base;
  private ImageSource target;
  private Path delta;

  /** Makes images of one file each. */
  @Setup(Level.Trial)
  public void generate() throws IOException {
    work = WorkDirectory.create();
    SampleContent content = SampleContent.of(data);
    base = image("base.tar", content.base(mebibytes * MEBIBYTE));
    target = image("target.tar", content.target(mebibytes * MEBIBYTE));
    delta = work.resolve("update.silt");
  }

  private ImageSource image(String name, byte[] bytes) throws IOException {
    Path archive = work.resolve(name);
    OneFileImage.write(archive, new ByteArrayInputStream(bytes), bytes.length);
    return ImageSource.of(archive);
  }

  /** Deletes them. */
  @TearDown(Level.Trial)
  public void delete() throws IOException {
    work.close();
  }

  /** {@return what it came to; one thread, not checked by applying it} */
  @Benchmark
  public DiffResult encode(Throughput throughput) throws IOException {
    throughput.add((long) mebibytes * MEBIBYTE);
    return Silt.diff(
        base, target, delta, DiffOptions.of(preset).withThreadCount(1).withSelfCheck(false));
  }
}
