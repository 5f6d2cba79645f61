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

/**
 * Goes over bytes that no block matches: the loop that a delta from a signature spends its time in.
 * MB are those of the target; the base is as long. Textbook: one Rabin-Karp step for each byte,
 * then a lookup in a hash table of ints.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RollingHashBenchmark {

  /** Length of base and target, MiB. */
  @Param("64")
  public int mebibytes;

  /** Bytes of a block. */
  @Param({"512", "2048", "16384"})
  public int blockLength;

  private byte[] base;
  private byte[] target;
  private StrongHash strong;
  private TextbookTable textbook;
  private BlockTable crc32cTable;
  private BlockTable rabinKarpTable;

  /** Generates both, and the tables. */
  @Setup(Level.Trial)
  public void generate() throws IOException {
    base = SampleBytes.base(mebibytes);
    target = SampleBytes.target(base, "unrelated");
    strong = StrongHash.seededSha256(new byte[16]);
    textbook = TextbookTable.of(base, blockLength);
    crc32cTable = SampleBytes.table(base, blockLength, SampleBytes.hash("crc32c"), strong);
    rabinKarpTable = SampleBytes.table(base, blockLength, SampleBytes.hash("rabin-karp"), strong);
  }

  /** {@return a sum of hashes, for the compiler's sake} */
  @Benchmark
  public int rollTextbook(Throughput throughput) {
    throughput.add(target.length);
    return TextbookLoop.roll(target, blockLength);
  }

  /** {@return how many hashes were some block's} */
  @Benchmark
  public int scanTextbook(Throughput throughput) {
    throughput.add(target.length);
    return TextbookLoop.scan(target, blockLength, textbook);
  }

  /** {@return a sum of hashes} */
  @Benchmark
  public int rollCrc32c(Throughput throughput) {
    throughput.add(target.length);
    return Positions.roll(target, blockLength, SampleBytes.hash("crc32c"));
  }

  /** {@return a sum of hashes} */
  @Benchmark
  public int rollRabinKarp(Throughput throughput) {
    throughput.add(target.length);
    return Positions.roll(target, blockLength, SampleBytes.hash("rabin-karp"));
  }

  /** {@return bytes that matched: none} */
  @Benchmark
  public long scanCrc32c(Throughput throughput) throws IOException {
    return scan(crc32cTable, "crc32c", throughput);
  }

  /** {@return bytes that matched: none} */
  @Benchmark
  public long scanRabinKarp(Throughput throughput) throws IOException {
    return scan(rabinKarpTable, "rabin-karp", throughput);
  }

  private long scan(BlockTable table, String weak, Throughput throughput) throws IOException {
    throughput.add(target.length);
    CopiedBytes copied = new CopiedBytes();
    BlockScanner.create(table, SampleBytes.hash(weak), strong)
        .scan(new ByteArrayInputStream(target), copied);
    return copied.count();
  }
}
