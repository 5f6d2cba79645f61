package dev.silt.bench;

import dev.silt.ImageSource;
import dev.silt.Silt;
import dev.silt.TreeEntry;
import dev.silt.TreeOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

/** Reads and flattens a gzip'd image; MB are those of the uncompressed layers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class ReadBenchmark {

  /** Contents of the image, MiB. */
  @Param("64")
  public int mebibytes;

  /** Threads that read layers. */
  @Param({"1", "2"})
  public int threads;

  private WorkDirectory work;
  private Path image;
  private long length;

  /** Generates the image. */
  @Setup(Level.Trial)
  public void generate() throws IOException {
    work = WorkDirectory.create();
    image = work.resolve("image.tar");
    length = SampleImage.write(image, mebibytes, false);
  }

  /** Deletes it. */
  @TearDown(Level.Trial)
  public void delete() throws IOException {
    work.close();
  }

  /** {@return the flattened tree; blobs and layers are verified} */
  @Benchmark
  public List<TreeEntry> list(Throughput throughput) throws IOException {
    return list(false, throughput);
  }

  /** {@return the flattened tree with digests of all contents} */
  @Benchmark
  public List<TreeEntry> listWithDigests(Throughput throughput) throws IOException {
    return list(true, throughput);
  }

  private List<TreeEntry> list(boolean digests, Throughput throughput) throws IOException {
    throughput.add(length);
    TreeOptions options = TreeOptions.defaults().withThreadCount(threads).withDigests(digests);
    return Silt.list(ImageSource.of(image), options);
  }
}
