package dev.silt.encode;

import dev.silt.delta.Op;
import dev.silt.delta.OpList;
import dev.silt.delta.PairReason;
import dev.silt.hash.Digest;
import dev.silt.io.Tasks;
import dev.silt.progress.Phase;
import dev.silt.progress.ProgressListener;
import dev.silt.progress.ProgressMeter;
import dev.silt.unpack.BaseArchives;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Looks through all base contents for what the bases found by name do not explain, and gives new
 * contents other or further bases where the ops get cheaper by that. The base is indexed when it is
 * first needed. Not safe for several threads; works in several.
 */
final class BaseChoice {

  /** Literals of one content, and of all, that are worth the search. */
  private static final long MIN_LITERALS = 64;

  private static final long MIN_ALL_LITERALS = 1 << 10;

  private final EncodeBase base;
  private final BaseFiles entries;
  private final UsableBase usable;
  private final long minAllLiterals;
  private final Tasks tasks;
  private final ProgressListener listener;
  private final Map<Key, Pair> known = new HashMap<>();
  private @Nullable SampleTable table;
  private long searchedLength;

  /** A content and what it got by name. */
  private record Key(Digest digest, Pair pair) {}

  /** A pair with its ops, which are null if there is no base file. */
  private record Candidate(Pair pair, @Nullable OpList ops, long cost) {}

  BaseChoice(
      EncodeBase base,
      BaseFiles entries,
      UsableBase usable,
      EncodeLevel level,
      Tasks tasks,
      ProgressListener listener) {
    this.base = base;
    this.usable = usable;
    this.entries = entries;
    this.minAllLiterals = Math.max(MIN_ALL_LITERALS, level.worthSampling(baseLength(entries)));
    this.tasks = tasks;
    this.listener = listener;
  }

  private static long baseLength(BaseFiles files) {
    long length = 0;
    for (int file = 0; file < files.count(); file++) {
      length += files.length(file);
    }
    return length;
  }

  /**
   * Replaces pairs by better ones.
   *
   * @param contents new contents
   * @param pairs of each what it got by name; changed
   * @param matches has their ops, and gets those of better pairs
   */
  void improve(List<NewContent> contents, List<Pair> pairs, Matches matches) throws IOException {
    List<Integer> unknown = new ArrayList<>();
    long literals = 0;
    for (int i = 0; i < pairs.size(); i++) {
      NewContent content = contents.get(i);
      Pair better = known.get(new Key(content.digest(), pairs.get(i)));
      if (better != null) {
        pairs.set(i, better);
        continue;
      }
      long length = literals(content, matches.ops(content, pairs.get(i)));
      if (length >= MIN_LITERALS) {
        unknown.add(i);
        literals += length;
      }
    }
    if (base.hasContents() && literals >= minAllLiterals) {
      search(unknown, contents, pairs, matches);
    }
  }

  /** {@return bytes of contents that something was looked for of} */
  long searchedLength() {
    return searchedLength;
  }

  private static long literals(NewContent content, @Nullable OpList ops) {
    return ops == null ? content.source().length() : ops.totalLength(Op.INSERT);
  }

  private void search(
      List<Integer> numbers, List<NewContent> contents, List<Pair> pairs, Matches matches)
      throws IOException {
    long total = numbers.stream().mapToLong(i -> contents.get(i).source().length()).sum();
    searchedLength += total;
    ProgressMeter meter = ProgressMeter.start(listener, Phase.MATCH, total);
    List<List<Pair>> others = others(numbers, contents, pairs, matches);
    List<Callable<Candidate>> runs = new ArrayList<>();
    for (int k = 0; k < numbers.size(); k++) {
      NewContent content = contents.get(numbers.get(k));
      Pair pair = pairs.get(numbers.get(k));
      List<Pair> tried = others.get(k);
      runs.add(
          () -> {
            Candidate best = best(content, pair, tried, matches);
            meter.add(content.source().length());
            return best;
          });
    }
    List<Candidate> results = tasks.run(runs);
    for (int k = 0; k < results.size(); k++) {
      Candidate best = results.get(k);
      int number = numbers.get(k);
      known.put(new Key(contents.get(number).digest(), pairs.get(number)), best.pair());
      pairs.set(number, best.pair());
      if (best.ops() != null) {
        matches.put(contents.get(number), best.pair(), best.ops());
      }
    }
    meter.finish();
  }

  private SampleTable table(List<Pair> pairs) throws IOException {
    SampleTable made = table;
    if (made == null) {
      Set<Digest> digests = new HashSet<>();
      Set<Long> kinds = new HashSet<>();
      int[] files = new int[entries.count()];
      long[] lengths = new long[files.length];
      int count = 0;
      BaseMembers members = usable.members();
      BitSet plain = members == null ? new BitSet() : plainArchives(members.archives(), pairs);
      for (int file = 0; file < files.length; file++) {
        if (file < entries.entryFileCount()
            ? usable.file(file) == file && !plain.get(file) && digests.add(base.digest(file))
            : members != null
                && members.contains(file)
                && isSampled(members.archives(), file, plain)
                && entries.isFirstOfItsKind(file, kinds)) {
          lengths[count] = entries.length(file);
          files[count++] = file;
        }
      }
      made =
          SampleTable.build(
              base,
              java.util.Arrays.copyOf(files, count),
              java.util.Arrays.copyOf(lengths, count),
              tasks);
      table = made;
    }
    return made;
  }

  /** Archives in whose place their members are sampled: those of which some target is made. */
  private static BitSet plainArchives(BaseArchives archives, List<Pair> pairs) {
    Set<Integer> skeletons = new HashSet<>();
    pairs.forEach(pair -> skeletons.addAll(pair.files()));
    BitSet plain = new BitSet();
    for (int i = 0; i < archives.count(); i++) {
      if (archives.archive(i).isPlain() && skeletons.contains(archives.first(i))) {
        plain.set(archives.file(i));
      }
    }
    return plain;
  }

  /** {@return whether the archive that has a member is not sampled as it is} */
  private static boolean isSampled(BaseArchives archives, int member, BitSet plain)
      throws IOException {
    int index = archives.archiveOf(member);
    return !archives.archive(index).isPlain() || plain.get(archives.file(index));
  }

  /** Finds the pairs that are worth a try, as long as there is time for them. */
  private List<List<Pair>> others(
      List<Integer> numbers, List<NewContent> contents, List<Pair> pairs, Matches matches)
      throws IOException {
    SampleTable samples = table(pairs);
    List<Callable<List<Pair>>> runs = new ArrayList<>();
    for (int number : numbers) {
      NewContent content = contents.get(number);
      Pair pair = pairs.get(number);
      OpList ops = matches.ops(content, pair);
      runs.add(() -> others(samples, content, pair, ops));
    }
    List<List<Pair>> all = new ArrayList<>();
    for (List<Pair> found : tasks.run(runs)) {
      List<Pair> affordable = new ArrayList<>(found);
      affordable.removeIf(pair -> !matches.budget().take(pair.files()));
      all.add(affordable);
    }
    return all;
  }

  private List<Pair> others(
      SampleTable samples, NewContent content, Pair pair, @Nullable OpList ops) throws IOException {
    List<Integer> found =
        new SimilarFiles(samples, entries).find(content.source(), pair.files(), ops);
    List<Pair> others = new ArrayList<>();
    if (!found.isEmpty() && ops != null) {
      List<Integer> all = new ArrayList<>(pair.files());
      all.addAll(found);
      others.add(new Pair(all, pair.reason()));
    }
    if (!found.isEmpty()) {
      others.add(new Pair(found, PairReason.SIMILAR));
    }
    return others;
  }

  private Candidate best(NewContent content, Pair pair, List<Pair> others, Matches matches)
      throws IOException {
    long literals = OpCost.ofLiterals(content.source().length());
    OpList ops = matches.ops(content, pair);
    Candidate best =
        ops == null
            ? new Candidate(pair, null, literals)
            : new Candidate(pair, ops, OpCost.of(ops, 1));
    for (Pair other : others) {
      // Alone, without the base of the same path, only if that does not help enough.
      if (other.reason() != PairReason.SIMILAR
          || pair.reason() != PairReason.PATH
          || 2 * best.cost() > literals) {
        best = cheaper(best, candidate(content, other, matches));
      }
    }
    return best;
  }

  private static Candidate cheaper(Candidate first, Candidate second) {
    return second.cost() < first.cost() ? second : first;
  }

  /** Matches, and forgets the files that no op reads. */
  private Candidate candidate(NewContent content, Pair pair, Matches matches) throws IOException {
    OpList ops = matches.match(base, pair.files(), content.source());
    UsedBases used = UsedBases.of(pair.files(), entries, ops);
    Pair left = used.pair(pair.reason());
    return new Candidate(left, used.ops(), OpCost.of(used.ops(), left.files().size()));
  }
}
