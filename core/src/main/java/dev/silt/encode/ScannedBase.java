package dev.silt.encode;

import dev.silt.delta.OpList;
import dev.silt.hash.Digest;
import dev.silt.image.Codec;
import dev.silt.io.ByteSource;
import dev.silt.match.ContentMatcher;
import dev.silt.scan.ImageScan;
import dev.silt.tar.TarEntry;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A base whose layers have been read, all contents kept and digested. */
public final class ScannedBase implements EncodeBase {

  private static final int MIB = 1 << 20;

  /** Heap that one run of the matcher takes at most, in MiB; see ContentMatcher. */
  private static final int MAX_RUN = 48;

  private final ImageScan scan;
  private final ContentMatcher matcher;
  private final int relocationPasses;

  private ScannedBase(ImageScan scan, EncodeLevel level) {
    this.scan = scan;
    this.matcher = ContentMatcher.create(level.matchEffort());
    this.relocationPasses = level.relocationPasses();
  }

  /**
   * Takes a base.
   *
   * @param scan its layers; none if no layer of the target is missing
   * @param level effort of matching
   * @return the base
   */
  public static ScannedBase of(ImageScan scan, EncodeLevel level) {
    return new ScannedBase(scan, level);
  }

  @Override
  public List<List<TarEntry>> entries() {
    return scan.entries();
  }

  @Override
  public int[] fileCounts() {
    return scan.fileCounts();
  }

  @Override
  public Digest digest(int file) {
    return scan.digest(file);
  }

  @Override
  public boolean isCompressed(int file) {
    return scan.layerOf(file).layer().codec() != Codec.NONE;
  }

  @Override
  public ByteSource content(int file) throws IOException {
    return scan.content(file);
  }

  @Override
  public boolean hasContents() {
    return true;
  }

  @Override
  public OpList match(List<Integer> files, ByteSource target) throws IOException {
    return matcher.match(Objects.requireNonNull(content(files)), target);
  }

  @Override
  public @Nullable RelocatedMatch relocate(List<Integer> files, ByteSource target, OpList ops)
      throws IOException {
    return relocationPasses == 0
        ? null
        : RelocatedMatch.of(
            Objects.requireNonNull(content(files)), target, ops, relocationPasses, matcher::match);
  }

  @Override
  public MatchCounts matchCounts() {
    return new MatchCounts(matcher.candidateCount(), matcher.falseMatchCount());
  }

  @Override
  public long matchHeap(List<Integer> files, long targetLength) throws IOException {
    long length = Objects.requireNonNull(content(files)).length();
    return Math.min(MAX_RUN, 2 + 2 * (length + targetLength) / MIB);
  }
}
