package dev.silt.encode;

import dev.silt.delta.BaseEntries;
import dev.silt.delta.OpaqueReason;
import dev.silt.io.Tasks;
import dev.silt.io.WorkFiles;
import dev.silt.progress.ProgressListener;
import dev.silt.scan.ImageScan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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

  /** A root file system's part is added without being asked for if it is no more than this. */
  private static final int TREE_SHARE = 50;

  private static final int TREE_ALLOWANCE = 512;

  private final ImagePair pair;
  private final EncodeBase base;
  private final ImageScan target;
  private final EncodeLevel level;
  private final Tasks tasks;
  private final ProgressListener listener;
  private final Matches matches;
  private final ArchiveCosts costs;
  private final BaseEntries baseEntries;
  private final BaseFiles files;
  private final WorkFiles work;
  private final Parts parts;
  private final @Nullable TreePair trees;
  private long searchedLength;
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
      Parts parts,
      @Nullable TreePair trees,
      Tasks tasks,
      WorkFiles work,
      ProgressListener listener)
      throws IOException {
    this.parts = parts;
    this.trees = trees;
    this.pair = pair;
    this.base = base;
    this.target = target;
    this.level = level;
    this.tasks = tasks;
    this.listener = listener;
    this.baseEntries = BaseEntries.of(base.entries());
    this.work = work;
    this.files = BaseFiles.of(baseEntries, base.members());
    this.matches = new Matches(files, tasks, listener);
    this.costs = new ArchiveCosts(base, matches, tasks);
  }

  /**
   * An encoder for two images.
   *
   * @param pair the images
   * @param base what is known of the base
   * @param target the missing layers, all contents kept and digested
   * @param level effort
   * @param parts which parts the delta gets
   * @param trees both as root file systems; null if that part is not wanted or cannot be had
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
      Parts parts,
      @Nullable TreePair trees,
      Tasks tasks,
      WorkFiles work,
      ProgressListener listener)
      throws IOException {
    return new DeltaEncoder(pair, base, target, level, parts, trees, tasks, work, listener);
  }

  /**
   * Writes the delta.
   *
   * @param file where it goes; overwritten
   * @return what it came to
   * @throws IOException if contents cannot be read or the delta cannot be written
   */
  public EncodeResult encode(Path file) throws IOException {
    Draft draft;
    String note = "";
    if (trees == null) {
      draft = encodeImage(file);
    } else {
      draft = new Drafts(trees).write(new BitSet(), file);
      if (parts == Parts.AUTO) {
        note = tooDear(draft);
        if (!note.isEmpty()) {
          draft = encodeImage(file);
        }
      }
    }
    return draft.result(
        List.of(
            new Stage("unpack", unpackNanos, encodedLength),
            new Stage("match", matchNanos, matches.matchedLength()),
            new Stage("pair", pairNanos, searchedLength),
            new Stage("relocate", relocateNanos, matches.relocatedLength()),
            new Stage("encode", encodeNanos, encodedLength)),
        base.matchCounts(),
        note);
  }

  private Draft encodeImage(Path file) throws IOException {
    Drafts drafts = new Drafts(null);
    BitSet stored = new BitSet();
    Draft draft = drafts.write(stored, file);
    BitSet dear = draft.dearLayers();
    if (!dear.isEmpty()) {
      stored.or(dear);
      draft = drafts.write(stored, file);
    }
    if (draft.length() > pair.pullLength() + ALLOWANCE && stored.cardinality() < missingCount()) {
      stored.set(0, missingCount());
      draft = drafts.write(stored, file);
    }
    return draft;
  }

  /** {@return why a draft should be for the image alone; empty if it need not} */
  private String tooDear(Draft draft) {
    long added = draft.treeLength();
    if (added > TREE_ALLOWANCE && added > draft.length() / TREE_SHARE) {
      return "it would add " + added + " bytes, more than 2 %";
    }
    return draft.dearLayers().isEmpty() && draft.length() <= pair.pullLength() + ALLOWANCE
        ? ""
        : "layers are carried as their original blobs, which a root file system cannot use";
  }

  private int missingCount() {
    return pair.missing().size();
  }

  /** Writes drafts that may use the same base files. */
  private final class Drafts {
    private final @Nullable TreePair trees;
    private final UsableBase usable;
    private final @Nullable TargetArchives targets;
    private final Pairing pairing;
    private final BaseChoice choice;

    Drafts(@Nullable TreePair trees) throws IOException {
      this.trees = trees;
      this.usable = trees == null ? UsableBase.all(base) : UsableBase.of(trees.base(), base);
      BaseMembers members = usable.members();
      this.targets = members == null ? null : new TargetArchives(members, work, tasks);
      this.pairing = new Pairing(baseEntries, usable);
      this.choice = new BaseChoice(base, files, usable, level, tasks, listener);
    }

    Draft write(BitSet stored, Path file) throws IOException {
      List<Pair> pairs = new ArrayList<>();
      Draft draft = matched(stored, pairs);
      while (refuseDear(draft, pairs)) {
        pairs.clear();
        draft = matched(stored, pairs);
      }
      long paired = System.nanoTime();
      matches.relocate(draft.catalog(), pairs);
      long relocated = System.nanoTime();
      relocateNanos += relocated - paired;
      draft.write(file, level, pairs, matches, tasks, listener);
      encodeNanos += System.nanoTime() - relocated;
      encodedLength += draft.contentsLength();
      return draft;
    }

    /** {@return whether archives will be left as they are, which were seen through} */
    private boolean refuseDear(Draft draft, List<Pair> pairs) throws IOException {
      if (targets == null || draft.seen().packed().isEmpty()) {
        return false;
      }
      List<NewContent> dear = costs.dear(draft.catalog(), pairs, draft.seen());
      dear.forEach(content -> targets.refuse(content, OpaqueReason.GAIN));
      return !dear.isEmpty();
    }

    /** {@return a draft of which all contents have their bases} */
    private Draft matched(BitSet stored, List<Pair> pairs) throws IOException {
      Draft draft =
          new Draft(pair, base, usable, target, baseEntries, files, stored, parts.image(), trees);
      draft.collectEntries();
      long start = System.nanoTime();
      pairs.addAll(draft.pair(pairing));
      draft.seeThrough(pairs, targets);
      long seen = System.nanoTime();
      unpackNanos += seen - start;
      matches.run(draft.catalog(), pairs);
      long matched = System.nanoTime();
      matchNanos += matched - seen;
      long before = choice.searchedLength();
      choice.improve(draft.catalog().newContents(), pairs, matches);
      searchedLength += choice.searchedLength() - before;
      pairNanos += System.nanoTime() - matched;
      return draft;
    }
  }
}
