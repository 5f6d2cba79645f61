package dev.silt.bench;

import dev.silt.delta.AddWindow;
import dev.silt.delta.ContentStream;
import dev.silt.delta.ContentStreamReader;
import dev.silt.delta.ContentStreamWriter;
import dev.silt.delta.DeltaReader;
import dev.silt.delta.DeltaWriter;
import dev.silt.delta.StreamEffort;
import dev.silt.error.Limits;
import dev.silt.io.ByteSource;
import dev.silt.io.Tasks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
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

/** Writes and reads a content stream of a delta; MB are those of its decoded bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StreamCodingBenchmark {

  private static final int MEBIBYTE = 1 << 20;
  private static final int BUFFER_LENGTH = 1 << 16;

  /** Bytes from one difference to the next at least. */
  private static final int DIFFERENCE_DISTANCE = 64;

  /** Length of a content, MiB. */
  @Param("16")
  public int mebibytes;

  /** What it is like; see SampleContent. */
  @Param({"text", "native", "jar", "random"})
  public String data = "text";

  /** Which stream: LITERALS with the data itself, or DIFFERENCES, scattered over the data. */
  @Param("LITERALS")
  public ContentStream stream = ContentStream.LITERALS;

  /** Preset: fast has zstd alone, balanced LZMA2 for literals and contexts for differences. */
  @Param({"fast", "balanced"})
  public String preset = "fast";

  private final AddWindow window = AddWindow.create();
  private final byte[] buffer = new byte[BUFFER_LENGTH];
  private byte[] decoded;
  private ByteSource base;
  private byte[] coded;

  /** Generates the bytes. */
  @Setup(Level.Trial)
  public void generate() throws IOException {
    SampleContent content = SampleContent.of(data);
    decoded = content.target(mebibytes * MEBIBYTE);
    base = ByteSource.of(SampleContent.scattered(decoded, DIFFERENCE_DISTANCE));
    coded = write();
  }

  private byte[] write() throws IOException {
    StreamEffort effort =
        preset.equals("fast") ? StreamEffort.zstd(11) : new StreamEffort(19, true, 6, 0);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Tasks tasks = Tasks.create(1);
        DeltaWriter delta = DeltaWriter.create(bytes);
        ContentStreamWriter streams = ContentStreamWriter.create(delta, effort, tasks)) {
      streams.beginAdd();
      for (int done = 0; done < decoded.length; done += BUFFER_LENGTH) {
        int n = Math.min(BUFFER_LENGTH, decoded.length - done);
        System.arraycopy(decoded, done, buffer, 0, n);
        if (stream == ContentStream.LITERALS) {
          streams.literals(buffer, 0, n, 0);
        } else {
          window.load(base, done, n);
          streams.differences(window, buffer, n, done, done);
        }
      }
      streams.finish();
    }
    return bytes.toByteArray();
  }

  /** {@return the sections} */
  @Benchmark
  public byte[] encode(Throughput throughput) throws IOException {
    throughput.add(decoded.length);
    return write();
  }

  /** {@return a sum of bytes} */
  @Benchmark
  public int decode(Throughput throughput) throws IOException {
    throughput.add(decoded.length);
    int sum = 0;
    try (DeltaReader delta = DeltaReader.open(new ByteArrayInputStream(coded));
        ContentStreamReader streams = ContentStreamReader.open(delta, Limits.defaults())) {
      for (int done = 0; done < decoded.length; ) {
        int n = Math.min(BUFFER_LENGTH, decoded.length - done);
        if (stream == ContentStream.LITERALS) {
          n = streams.literals(buffer, 0, n, 0);
        } else {
          window.load(base, done, n);
          streams.differences(window, buffer, n, done, done);
        }
        sum += buffer[0] + buffer[n - 1];
        done += n;
      }
    }
    return sum;
  }
}
