package dev.silt.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.error.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scans, held to {@link PlainScanner} and to the target's own bytes. */
class BlockScannerTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 512, 2048})
  void everyOrderedPairGivesWhatThePlainScannerGives(int blockLength) throws Exception {
    Map<String, byte[]> files = NastyFiles.around(blockLength);
    for (RollingHash weak : List.of(RollingHash.crc32c(), RollingHash.rabinKarp())) {
      for (Map.Entry<String, byte[]> base : files.entrySet()) {
        Signed signed = new Signed(base.getValue(), blockLength, weak);
        for (Map.Entry<String, byte[]> target : files.entrySet()) {
          assertThat(signed.scan(new ByteArrayInputStream(target.getValue()), target.getValue()))
              .as("%s to %s, block length %d", base.getKey(), target.getKey(), blockLength)
              .isEqualTo(new PlainScanner(base.getValue(), blockLength).scan(target.getValue()));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 15, 100, 10_000})
  void piecesInWhichTheTargetComesDoNotMatter(int piece) throws Exception {
    byte[] base = random(300_000, 3);
    byte[] target = edited(base, 4);
    Signed signed = new Signed(base, 700, RollingHash.crc32c());

    assertThat(signed.scan(inPieces(target, piece), target))
        .isEqualTo(new PlainScanner(base, 700).scan(target));
  }

  @Test
  void targetsLongerThanTheBufferAreScanned() throws Exception {
    byte[] base = random(600_000, 5);
    byte[] foreign = random(600_000, 6);
    System.arraycopy(base, 12_345, foreign, 333_333, 100_000);
    Signed signed = new Signed(base, 512, RollingHash.crc32c());

    assertThat(signed.scan(new ByteArrayInputStream(foreign), foreign))
        .isEqualTo(new PlainScanner(base, 512).scan(foreign));
  }

  @Test
  void blocksThatShareAWeakHashDoNotMakeTheScanQuadratic() throws Exception {
    int blockLength = 64;
    // all blocks claim to have the weak hash of zeros, and all windows have it
    byte[] base = new byte[1 << 20];
    BlockTableBuilder builder =
        BlockTableBuilder.create(blockLength, SeededSha256.LENGTH, Limits.defaults());
    CountingHash strong = new CountingHash();
    byte[] hash = new byte[SeededSha256.LENGTH];
    int zeros = RollingHash.crc32c().of(base, 0, blockLength);
    for (int i = 0; i < base.length / blockLength; i++) {
      hash[0] = (byte) i;
      hash[1] = (byte) (i >> 8);
      builder.block(zeros, hash);
    }
    BlockTable table = builder.build(base.length);
    byte[] target = new byte[1 << 20];
    strong.bytes = 0;

    List<String> ops = new ArrayList<>();
    BlockScanner.create(table, RollingHash.crc32c(), strong)
        .scan(new ByteArrayInputStream(target), new Lines(ops, new byte[0]));

    assertThat(ops).containsExactly("literal " + target.length);
    assertThat(strong.bytes).isLessThan(5L * target.length);
  }

  @Test
  void identicalBytesAreHashedOnce() throws Exception {
    byte[] base = random(1_000_000, 7);
    Signed signed = new Signed(base, 1000, RollingHash.crc32c());
    signed.strong.bytes = 0;

    assertThat(signed.scan(new ByteArrayInputStream(base), base)).containsExactly("copy 0 1000000");
    assertThat(signed.strong.bytes).isEqualTo(base.length);
  }

  private static byte[] edited(byte[] base, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    int at = 0;
    while (at < base.length) {
      int kept = Math.min(base.length - at, random.nextInt(20_000));
      target.write(base, at, kept);
      at += kept + random.nextInt(50);
      byte[] inserted = new byte[random.nextInt(50)];
      random.nextBytes(inserted);
      target.writeBytes(inserted);
    }
    return target.toByteArray();
  }

  private static byte[] random(int length, long seed) {
    byte[] bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  private static InputStream inPieces(byte[] bytes, int piece) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] buffer, int from, int count) {
        return super.read(buffer, from, Math.min(count, piece));
      }

      @Override
      public int readNBytes(byte[] buffer, int from, int count) {
        int done = 0;
        int n;
        while (done < count && (n = read(buffer, from + done, count - done)) > 0) {
          done += n;
        }
        return done;
      }
    };
  }

  /** A base that was signed. */
  private static final class Signed {

    private final byte[] base;
    private final CountingHash strong = new CountingHash();
    private final BlockScanner scanner;

    Signed(byte[] base, int blockLength, RollingHash weak) throws IOException {
      this.base = base;
      BlockTableBuilder builder =
          BlockTableBuilder.create(blockLength, strong.length(), Limits.defaults());
      long length =
          BlockSigner.create(weak, strong)
              .sign(new ByteArrayInputStream(base), blockLength, builder);
      scanner = BlockScanner.create(builder.build(length), weak, strong);
    }

    List<String> scan(InputStream stream, byte[] target) throws IOException {
      List<String> ops = new ArrayList<>();
      Lines lines = new Lines(ops, base);
      scanner.scan(stream, lines);
      assertThat(lines.rebuilt.toByteArray()).isEqualTo(target);
      return ops;
    }
  }

  /** Writes ops as lines, joins the pieces of a literal, and rebuilds the target. */
  private static final class Lines implements ScanSink {

    private final List<String> ops;
    private final byte[] base;
    private final ByteArrayOutputStream rebuilt = new ByteArrayOutputStream();
    private long literal;

    Lines(List<String> ops, byte[] base) {
      this.ops = ops;
      this.base = base;
    }

    @Override
    public void copy(long offset, long length) {
      literal = 0;
      ops.add("copy " + offset + " " + length);
      rebuilt.writeBytes(Arrays.copyOfRange(base, (int) offset, (int) (offset + length)));
    }

    @Override
    public void literal(byte[] bytes, int from, int length) {
      if (literal > 0) {
        ops.remove(ops.size() - 1);
      }
      literal += length;
      ops.add("literal " + literal);
      rebuilt.write(bytes, from, length);
    }
  }

  /** Silt's strong hash, and how many bytes it hashed. */
  private static final class CountingHash implements StrongHash {

    private final StrongHash hash = StrongHash.seededSha256(new byte[] {1, 2, 3});
    private long bytes;

    @Override
    public int length() {
      return hash.length();
    }

    @Override
    public void hash(byte[] block, int from, int length, byte[] into, int at) {
      bytes += length;
      hash.hash(block, from, length, into, at);
    }
  }
}
