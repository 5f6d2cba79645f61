package dev.silt.encode;

import dev.silt.delta.BaseEntries;
import dev.silt.io.Tasks;
import dev.silt.progress.ProgressListener;
import dev.silt.scan.ImageScan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;

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
  private final Pairing pairing;
  private final BaseChoice choice;
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
      ProgressListener listener) {
    this.pair = pair;
    this.base = base;
    this.target = target;
    this.level = level;
    this.tasks = tasks;
    this.listener = listener;
    this.baseEntries = BaseEntries.of(base.entries());
    this.matches = new Matches(baseEntries, tasks, listener);
    this.pairing = new Pairing(baseEntries);
    this.choice = new BaseChoice(base, baseEntries, tasks, listener);
  }

  /**
   * An encoder for two images.
   *
   * @param pair the images
   * @param base what is known of the base
   * @param target the missing layers, all contents kept and digested
   * @param level effort
   * @param tasks the threads
   * @param listener hears of the phases
   * @return the encoder
   */
  public static DeltaEncoder create(
      ImagePair pair,
      EncodeBase base,
      ImageScan target,
      EncodeLevel level,
      Tasks tasks,
      ProgressListener listener) {
    return new DeltaEncoder(pair, base, target, level, tasks, listener);
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
    Draft draft = new Draft(pair, base, target, baseEntries, stored);
    draft.collectEntries();
    long start = System.nanoTime();
    List<Pair> pairs = draft.pair(pairing);
    matches.run(draft.catalog(), pairs);
    long matched = System.nanoTime();
    matchNanos += matched - start;
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
