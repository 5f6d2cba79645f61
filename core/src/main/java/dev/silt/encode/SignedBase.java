package dev.silt.encode;

import dev.silt.delta.Op;
import dev.silt.delta.OpList;
import dev.silt.hash.Digest;
import dev.silt.io.ByteSource;
import dev.silt.sign.Signature;
import dev.silt.signature.BlockScanner;
import dev.silt.signature.ScanSink;
import dev.silt.tar.TarEntry;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A base of which there is only a signature: copies of its blocks, no adds. */
public final class SignedBase implements EncodeBase {

  private static final int MIB = 1 << 20;

  /** Heap that a block takes while its table is built. */
  private static final int BYTES_PER_BLOCK = 32;

  private final Signature signature;
  private final LongAdder candidateCount = new LongAdder();
  private final LongAdder falseMatchCount = new LongAdder();

  private SignedBase(Signature signature) {
    this.signature = signature;
  }

  /**
   * Takes a base.
   *
   * @param signature of the base
   * @return the base
   */
  public static SignedBase of(Signature signature) {
    return new SignedBase(signature);
  }

  /** {@return which image it is} */
  public BaseIdentity identity() {
    return new BaseIdentity(signature.header().baseId(), signature.config(), signature.diffIds());
  }

  @Override
  public List<List<TarEntry>> entries() {
    return signature.entries();
  }

  @Override
  public int[] fileCounts() {
    return signature.fileCounts();
  }

  @Override
  public Digest digest(int file) {
    return signature.digest(file);
  }

  @Override
  public boolean isCompressed(int file) {
    int layer = 0;
    int first = 0;
    int[] counts = signature.fileCounts();
    while (file >= first + counts[layer]) {
      first += counts[layer++];
    }
    return signature.header().layers().get(layer).compressed();
  }

  @Override
  public @Nullable ByteSource content(int file) {
    return null;
  }

  @Override
  public boolean hasContents() {
    return false;
  }

  @Override
  public OpList match(List<Integer> files, ByteSource target) throws IOException {
    int file = only(files);
    OpList ops = new OpList();
    if (signature.blockCount(file) == 0) {
      ops.add(Op.INSERT, target.length(), 0);
      return ops;
    }
    BlockScanner scanner = signature.scanner(file);
    try (InputStream in = target.open()) {
      scanner.scan(
          in,
          new ScanSink() {
            @Override
            public void copy(long offset, long length) {
              ops.add(Op.COPY, length, offset);
            }

            @Override
            public void literal(byte[] bytes, int from, int length) {
              ops.add(Op.INSERT, length, 0);
            }
          });
    }
    candidateCount.add(scanner.candidateCount());
    falseMatchCount.add(scanner.falseMatchCount());
    return ops;
  }

  private static int only(List<Integer> files) {
    if (files.size() != 1) {
      throw new IllegalArgumentException("base files: expected=1, actual=" + files.size());
    }
    return files.get(0);
  }

  @Override
  public MatchCounts matchCounts() {
    return new MatchCounts(candidateCount.sum(), falseMatchCount.sum());
  }

  @Override
  public long matchHeap(List<Integer> files, long targetLength) {
    return 1 + signature.blockCount(only(files)) * BYTES_PER_BLOCK / MIB;
  }
}
