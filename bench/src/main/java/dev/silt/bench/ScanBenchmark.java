package dev.silt.bench;

import dev.silt.signature.BlockScanner;
import dev.silt.signature.BlockTable;
import dev.silt.signature.StrongHash;
import java.io.ByteArrayInputStream;
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

/** Scans targets with more or less in common with the base; MB are those of the target. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ScanBenchmark {

  /** Length of base and target, MiB. */
  @Param("64")
  public int mebibytes;

  /** Bytes of a block. */
  @Param({"512", "2048", "16384"})
  public int blockLength;

  /** The weak hash. */
  @Param({"crc32c", "rabin-karp"})
  public String weak = "crc32c";

  /** What the target is like; see SampleBytes. */
  @Param({"identical", "shifted", "edited", "unrelated"})
  public String data = "unrelated";

  private byte[] target;
  private StrongHash strong;
  private BlockTable table;

  /** Generates both, and the table. */
  @Setup(Level.Trial)
  public void generate() throws IOException {
    byte[] base = SampleBytes.base(mebibytes);
    target = SampleBytes.target(base, data);
    strong = StrongHash.seededSha256(new byte[16]);
    table = SampleBytes.table(base, blockLength, SampleBytes.hash(weak), strong);
  }

  /** {@return bytes that matched} */
  @Benchmark
  public long scan(Throughput throughput) throws IOException {
    throughput.add(target.length);
    CopiedBytes copied = new CopiedBytes();
    BlockScanner.create(table, SampleBytes.hash(weak), strong)
        .scan(new ByteArrayInputStream(target), copied);
    return copied.count();
  }
}
