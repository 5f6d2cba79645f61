package dev.silt.encode;

import dev.silt.delta.BaseEntries;
import dev.silt.io.Tasks;
import dev.silt.io.WorkFiles;
import dev.silt.progress.ProgressListener;
import dev.silt.scan.ImageScan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes deltas from two images. Each missing layer is rebuilt from entries and contents, or stored
 * as its original blob where that is smaller; so a delta is never more than a pull and a few
 * hundred bytes. The bytes depend on the images and the level alone. Not safe for several threads.
 */
public final class DeltaEncoder {

  /** What a delta may cost beyond the pull: identity, plan, documents. */
  private static final int ALLOWANCE = 4096;

  private final ImagePair pair;
  private final EncodeBase base;
  private final ImageScan target;
  private final EncodeLevel level;
  private final Tasks tasks;
  private final ProgressListener listener;
  private final Matches matches;
  private final BaseEntries baseEntries;
  private final BaseFiles files;
  private final @Nullable TargetArchives targets;
  private final Pairing pairing;
  private final BaseChoice choice;
  private long unpackNanos;
  private long matchNanos;
  private long pairNanos;
  private long relocateNanos;
  private long encodeNanos;
  private long encodedLength;

  private DeltaEncoder(
      ImagePair pair,
      EncodeBase base,
      ImageScan target,
      EncodeLevel level,
      Tasks tasks,
      WorkFiles work,
      ProgressListener listener)
      throws IOException {
    this.pair = pair;
    this.base = base;
    this.target = target;
    this.level = level;
    this.tasks = tasks;
    this.listener = listener;
    this.baseEntries = BaseEntries.of(base.entries());
    BaseMembers members = base.members();
    this.files = BaseFiles.of(baseEntries, members);
    this.targets = members == null ? null : new TargetArchives(members, work, tasks);
    this.matches = new Matches(files, tasks, listener);
    this.pairing = new Pairing(baseEntries);
    this.choice = new BaseChoice(base, files, tasks, listener);
  }

  /**
   * An encoder for two images.
   *
   * @param pair the images
   * @param base what is known of the base
   * @param target the missing layers, all contents kept and digested
   * @param level effort
   * @param tasks the threads
   * @param work where what archives hold may go
   * @param listener hears of the phases
   * @return the encoder
   * @throws IOException if a file cannot be read
   */
  public static DeltaEncoder create(
      ImagePair pair,
      EncodeBase base,
      ImageScan target,
      EncodeLevel level,
      Tasks tasks,
      WorkFiles work,
      ProgressListener listener)
      throws IOException {
    return new DeltaEncoder(pair, base, target, level, tasks, work, listener);
  }

  /**
   * Writes the delta.
   *
   * @param file where it goes; overwritten
   * @return what it came to
   * @throws IOException if contents cannot be read or the delta cannot be written
   */
  public EncodeResult encode(Path file) throws IOException {
    BitSet stored = new BitSet();
    Draft draft = write(stored, file);
    BitSet dear = draft.dearLayers();
    if (!dear.isEmpty()) {
      stored.or(dear);
      draft = write(stored, file);
    }
    if (draft.length() > pair.pullLength() + ALLOWANCE && stored.cardinality() < missingCount()) {
      stored.set(0, missingCount());
      draft = write(stored, file);
    }
    return draft.result(
        List.of(
            new Stage("unpack", unpackNanos, encodedLength),
            new Stage("match", matchNanos, matches.matchedLength()),
            new Stage("pair", pairNanos, choice.searchedLength()),
            new Stage("relocate", relocateNanos, matches.relocatedLength()),
            new Stage("encode", encodeNanos, encodedLength)),
        base.matchCounts());
  }

  private int missingCount() {
    return pair.missing().size();
  }

  private Draft write(BitSet stored, Path file) throws IOException {
    Draft draft = new Draft(pair, base, target, baseEntries, files, stored);
    draft.collectEntries();
    long start = System.nanoTime();
    List<Pair> pairs = draft.pair(pairing);
    draft.seeThrough(pairs, targets);
    long seen = System.nanoTime();
    unpackNanos += seen - start;
    matches.run(draft.catalog(), pairs);
    long matched = System.nanoTime();
    matchNanos += matched - seen;
    choice.improve(draft.catalog().newContents(), pairs, matches);
    long paired = System.nanoTime();
    pairNanos += paired - matched;
    matches.relocate(draft.catalog(), pairs);
    long relocated = System.nanoTime();
    relocateNanos += relocated - paired;
    draft.write(file, level, pairs, matches, tasks, listener);
    encodeNanos += System.nanoTime() - relocated;
    encodedLength += draft.contentsLength();
    return draft;
  }
}
