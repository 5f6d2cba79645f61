package dev.silt.bench;

import dev.silt.deflate.DeflateEncoder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
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

/** Deflates with our model of zlib, and with the zlib of the JDK; MB are those of plain bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DeflateBenchmark {

  private static final int MEBIBYTE = 1 << 20;
  private static final int ENTRY_LENGTH = 1 << 13;

  /** Length of all plain bytes, MiB. */
  @Param("8")
  public int mebibytes;

  /** What they are like; see SampleContent. */
  @Param({"text", "native"})
  public String data = "text";

  /** zlib's level. */
  @Param({"1", "6", "9"})
  public int level;

  /** Whether they are entries of 8 KiB instead of one stream. */
  @Param({"false", "true"})
  public boolean entries;

  private final byte[] buffer = new byte[1 << 16];
  private final DeflateEncoder encoder = DeflateEncoder.create(1, OutputStream.nullOutputStream());
  private byte[] plain;
  private int entryLength;
  private Deflater zlib;

  /** Generates the bytes. */
  @Setup(Level.Trial)
  public void generate() {
    plain = SampleContent.of(data).target(mebibytes * MEBIBYTE);
    entryLength = entries ? ENTRY_LENGTH : plain.length;
    zlib = new Deflater(level, true);
  }

  /** Frees what the JDK allocated. */
  @TearDown(Level.Trial)
  public void free() {
    zlib.end();
  }

  /** Ours. */
  @Benchmark
  public void silt(Throughput throughput) throws IOException {
    throughput.add(plain.length);
    for (int from = 0; from < plain.length; from += entryLength) {
      encoder.reset(level, OutputStream.nullOutputStream());
      encoder.write(plain, from, entryLength);
      encoder.finish();
    }
  }

  /** {@return number of bytes that the JDK makes} */
  @Benchmark
  public long zlib(Throughput throughput) {
    throughput.add(plain.length);
    long count = 0;
    for (int from = 0; from < plain.length; from += entryLength) {
      zlib.reset();
      zlib.setInput(plain, from, entryLength);
      zlib.finish();
      while (!zlib.finished()) {
        count += zlib.deflate(buffer);
      }
    }
    return count;
  }
}
