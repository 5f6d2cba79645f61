package dev.silt.encode;

import dev.silt.delta.MemberList;
import dev.silt.delta.OpList;
import dev.silt.hash.Digest;
import dev.silt.io.ByteSource;
import dev.silt.io.Tasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Compares what archives cost that are seen through with what they would cost as they are. Only
 * those in doubt are matched as they are, which takes time. Not safe for several threads; works in
 * several.
 */
final class ArchiveCosts {

  /** Archives up to this length are always in doubt: to match them is no work. */
  private static final long SHORT = 1 << 20;

  /** Hundredths of a byte below which an archive seems to have hardly changed. */
  private static final long LITTLE = 100 << 10;

  /** What stands before the first content if archives are seen through. */
  private static final int FIXED = 1200;

  /** What a run of members costs, a content in the table, a reason to leave an archive. */
  private static final int RUN = 300;

  private static final int CONTENT = 150;
  private static final int REASON = 100;

  private final EncodeBase base;
  private final Matches matches;
  private final Tasks tasks;
  private final Map<Key, Long> known = new HashMap<>();

  /** An archive and its base files. */
  private record Key(Digest digest, List<Integer> files) {}

  ArchiveCosts(EncodeBase base, Matches matches, Tasks tasks) {
    this.base = base;
    this.matches = matches;
    this.tasks = tasks;
  }

  /**
   * Looks for archives that had better be left as they are.
   *
   * @param catalog has what is coded
   * @param pairs the bases of that
   * @param seen the archives; what they are made from is matched
   * @return archives, as they are
   */
  List<NewContent> dear(Catalog catalog, List<Pair> pairs, SeenThrough seen) throws IOException {
    List<SeenThrough.Whole> doubtful = new ArrayList<>();
    List<Long> costs = new ArrayList<>();
    Coded coded = new Coded(catalog, pairs, seen);
    for (Map.Entry<Integer, SeenThrough.Whole> entry : seen.wholes().entrySet()) {
      SeenThrough.Whole whole = entry.getValue();
      if (isDoubtful(whole, coded.archive(entry.getKey(), false))) {
        doubtful.add(whole);
        costs.add(coded.archive(entry.getKey(), true) + FIXED / seen.wholes().size());
      }
    }
    matchAll(doubtful);
    List<NewContent> dear = new ArrayList<>();
    for (int i = 0; i < doubtful.size(); i++) {
      SeenThrough.Whole whole = doubtful.get(i);
      if (known.getOrDefault(key(whole), Long.MAX_VALUE) < costs.get(i)) {
        dear.add(whole.content());
      }
    }
    return dear;
  }

  /**
   * The first estimate is high. Where it is half of what has changed, in bytes of the archive,
   * these cannot be matched for less, unless next to nothing has changed at all.
   */
  private static boolean isDoubtful(SeenThrough.Whole whole, long cost) {
    return whole.content().source().length() <= SHORT
        || cost <= LITTLE
        || 2 * cost > OpCost.DENSE * whole.archive().changedLength();
  }

  private static Key key(SeenThrough.Whole whole) {
    return new Key(whole.content().digest(), whole.pair().files());
  }

  private void matchAll(List<SeenThrough.Whole> wholes) throws IOException {
    List<Key> keys = new ArrayList<>();
    List<Callable<Long>> runs = new ArrayList<>();
    for (SeenThrough.Whole whole : wholes) {
      Key key = key(whole);
      if (!known.containsKey(key) && matches.budget().take(key.files())) {
        keys.add(key);
        runs.add(() -> asItIs(whole));
      }
    }
    List<Long> costs = tasks.run(runs);
    for (int i = 0; i < keys.size(); i++) {
      known.put(keys.get(i), costs.get(i));
    }
  }

  private long asItIs(SeenThrough.Whole whole) throws IOException {
    ByteSource source = whole.content().source();
    List<Integer> files = whole.pair().files();
    OpList ops = files.isEmpty() ? null : matches.match(base, files, source);
    return REASON + cost(source, files, ops, true, whole.archive().literal());
  }

  private long cost(
      ByteSource source, List<Integer> files, @Nullable OpList ops, boolean exact, int literal)
      throws IOException {
    ByteSource from = ops == null || !exact ? null : base.content(files);
    long differences = ops == null || from == null ? -1 : AddSplit.differences(source, ops, from);
    return CONTENT + OpCost.of(ops, source.length(), files.size(), differences, literal);
  }

  /** What is coded in place of archives. */
  private final class Coded {
    private final Catalog catalog;
    private final List<Pair> pairs;
    private final SeenThrough seen;

    Coded(Catalog catalog, List<Pair> pairs, SeenThrough seen) {
      this.catalog = catalog;
      this.pairs = pairs;
      this.seen = seen;
    }

    /** {@return the cost of an archive's skeleton and of the members that are coded for it} */
    long archive(int number, boolean exact) throws IOException {
      MemberList list = seen.packed().get(number);
      long cost = content(number, exact) + (list == null ? 0 : (long) RUN * list.runCount());
      for (int member : seen.owned(number)) {
        cost += seen.packed().containsKey(member) ? archive(member, exact) : content(member, exact);
      }
      return cost;
    }

    private long content(int number, boolean exact) throws IOException {
      NewContent content = catalog.newContent(number);
      Pair pair = pairs.get(number);
      OpList ops = matches.ops(content, pair);
      return cost(content.source(), pair.files(), ops, exact, seen.literal(number));
    }
  }
}
