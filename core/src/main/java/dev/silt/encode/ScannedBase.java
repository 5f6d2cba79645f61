package dev.silt.encode;

import dev.silt.delta.OpList;
import dev.silt.error.CorruptDataException;
import dev.silt.hash.Digest;
import dev.silt.image.Codec;
import dev.silt.io.ByteSource;
import dev.silt.io.WorkFiles;
import dev.silt.match.ContentMatcher;
import dev.silt.relocate.ElfLayout;
import dev.silt.scan.ImageScan;
import dev.silt.tar.TarEntry;
import dev.silt.unpack.BaseArchives;
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
  private final WorkFiles work;
  private final BaseMembers members;
  private final List<ContentMatcher> matchers;
  private final List<ContentMatcher> relocationMatchers;

  private ScannedBase(ImageScan scan, EncodeLevel level, WorkFiles work) throws IOException {
    this.members = BaseMembers.read(BaseArchives.create(scan.fileCount(), scan::content, work));
    this.scan = scan;
    this.work = work;
    this.matchers = matchers(level.matchEfforts());
    this.relocationMatchers = matchers(level.relocationEfforts());
  }

  private static List<ContentMatcher> matchers(List<Integer> efforts) {
    return efforts.stream().map(ContentMatcher::create).toList();
  }

  /**
   * Takes a base.
   *
   * @param scan its layers; none if no layer of the target is missing
   * @param level effort of matching
   * @param work has room for relocated bases and for what archives hold
   * @return the base
   * @throws IOException if a file cannot be read
   */
  public static ScannedBase of(ImageScan scan, EncodeLevel level, WorkFiles work)
      throws IOException {
    return new ScannedBase(scan, level, work);
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
    return members.archives().content(file);
  }

  @Override
  public @Nullable ByteSource readable(int file) throws IOException {
    if (file < scan.fileCount()) {
      return content(file);
    }
    try {
      return content(file);
    } catch (CorruptDataException e) {
      return null; // what cannot be inflated is no base
    }
  }

  @Override
  public BaseMembers members() {
    return members;
  }

  @Override
  public boolean hasContents() {
    return true;
  }

  @Override
  public OpList match(List<Integer> files, ByteSource target) throws IOException {
    ByteSource base = Objects.requireNonNull(content(files));
    OpList best = matchers.get(0).match(base, target);
    if (matchers.size() == 1 || isRelocatable(base)) {
      return best; // programs are matched again, see RelocatedMatch
    }
    boolean dense = Density.isDense(target);
    long bestCost = cost(base, target, best, dense);
    for (ContentMatcher matcher : matchers.subList(1, matchers.size())) {
      OpList ops = matcher.match(base, target);
      long cost = cost(base, target, ops, dense);
      if (cost < bestCost) {
        bestCost = cost;
        best = ops;
      }
    }
    return best;
  }

  private boolean isRelocatable(ByteSource base) throws IOException {
    return !relocationMatchers.isEmpty() && ElfLayout.parse(base) != null;
  }

  private static long cost(ByteSource base, ByteSource target, OpList ops, boolean dense)
      throws IOException {
    return OpCost.withDifferences(ops, AddSplit.differences(target, ops, base), dense);
  }

  @Override
  public @Nullable RelocatedMatch relocate(List<Integer> files, NewContent target, OpList ops)
      throws IOException {
    return relocationMatchers.isEmpty()
        ? null
        : RelocatedMatch.of(
            Objects.requireNonNull(content(files)), target, ops, relocationMatchers, work);
  }

  @Override
  public MatchCounts matchCounts() {
    long candidateCount = 0;
    long falseMatchCount = 0;
    for (List<ContentMatcher> some : List.of(matchers, relocationMatchers)) {
      for (ContentMatcher matcher : some) {
        candidateCount += matcher.candidateCount();
        falseMatchCount += matcher.falseMatchCount();
      }
    }
    return new MatchCounts(candidateCount, falseMatchCount);
  }

  @Override
  public long matchHeap(List<Integer> files, long targetLength) throws IOException {
    long length = Objects.requireNonNull(content(files)).length();
    return Math.min(MAX_RUN, 2 + 2 * (length + targetLength) / MIB);
  }
}
