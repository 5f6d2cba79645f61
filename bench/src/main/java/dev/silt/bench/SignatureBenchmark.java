package dev.silt.bench;

import dev.silt.signature.BlockSigner;
import dev.silt.signature.StrongHash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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

/** Makes signatures; beside it the hashes that it consists of, and SHA-256 of all bytes at once. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SignatureBenchmark {

  /** Length of the base, MiB. */
  @Param("64")
  public int mebibytes;

  /** Bytes of a block. */
  @Param({"512", "2048", "4096", "16384", "131072"})
  public int blockLength;

  private byte[] base;
  private StrongHash strong;

  /** Generates the base. */
  @Setup(Level.Trial)
  public void generate() {
    base = SampleBytes.base(mebibytes);
    strong = StrongHash.seededSha256(new byte[16]);
  }

  /** {@return the base's length} */
  @Benchmark
  public long sign(Throughput throughput) throws IOException {
    throughput.add(base.length);
    int[] sum = new int[1];
    BlockSigner.create(SampleBytes.hash("crc32c"), strong)
        .sign(
            new ByteArrayInputStream(base), blockLength, (weak, hash) -> sum[0] += weak + hash[0]);
    return sum[0];
  }

  /** {@return a sum of weak hashes} */
  @Benchmark
  public int weakCrc32c(Throughput throughput) {
    return weak("crc32c", throughput);
  }

  /** {@return a sum of weak hashes} */
  @Benchmark
  public int weakRabinKarp(Throughput throughput) {
    return weak("rabin-karp", throughput);
  }

  private int weak(String name, Throughput throughput) {
    throughput.add(base.length);
    int sum = 0;
    for (int from = 0; from <= base.length - blockLength; from += blockLength) {
      sum += SampleBytes.hash(name).of(base, from, blockLength);
    }
    return sum;
  }

  /** {@return a sum of strong hashes} */
  @Benchmark
  public int strong(Throughput throughput) {
    throughput.add(base.length);
    byte[] hash = new byte[strong.length()];
    int sum = 0;
    for (int from = 0; from <= base.length - blockLength; from += blockLength) {
      strong.hash(base, from, blockLength, hash, 0);
      sum += hash[0];
    }
    return sum;
  }

  /** {@return the digest} */
  @Benchmark
  public byte[] sha256(Throughput throughput) throws NoSuchAlgorithmException {
    throughput.add(base.length);
    return MessageDigest.getInstance("SHA-256").digest(base);
  }
}
