package dev.silt.encode;

import dev.silt.delta.OpList;
import dev.silt.hash.Digest;
import dev.silt.io.ByteSource;
import dev.silt.io.Tasks;
import dev.silt.progress.Phase;
import dev.silt.progress.ProgressListener;
import dev.silt.progress.ProgressMeter;
import dev.silt.relocate.RelocationHints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Matches new contents against their base contents, in parallel, and remembers the ops by digest.
 */
final class Matches {

  private static final int MIB = 1 << 20;

  /** Heap that is always given, in MiB: one run takes no more. */
  private static final int LEAST_HEAP = 48;

  private final Tasks tasks;
  private final ProgressListener listener;
  private final MatchBudget budget;
  private final Semaphore heap;
  private final int heapLength;
  private final Map<Key, OpList> known = new HashMap<>();
  private final Map<Key, RelocationHints> hints = new HashMap<>();
  private final Set<Key> relocated = new HashSet<>();
  private long relocatedLength;
  private final LongAdder matchedLength = new LongAdder();

  /** Ops are good for one target content and its base files. */
  private record Key(Digest digest, boolean isSkeleton, List<Integer> files) {
    static Key of(NewContent content, List<Integer> files) {
      return new Key(content.digest(), content.isSkeleton(), files);
    }
  }

  Matches(BaseFiles base, Tasks tasks, ProgressListener listener) {
    this.tasks = tasks;
    this.listener = listener;
    this.budget = new MatchBudget(base);
    this.heapLength = (int) Math.max(LEAST_HEAP, Runtime.getRuntime().maxMemory() / 3 / MIB);
    this.heap = new Semaphore(heapLength, true);
  }

  /**
   * Matches those that are not known yet.
   *
   * @param catalog has the contents
   * @param pairs what each is matched with; changed to none where that would take too much time
   */
  void run(Catalog catalog, List<Pair> pairs) throws IOException {
    List<NewContent> contents = catalog.newContents();
    long total = contents.stream().mapToLong(content -> content.source().length()).sum();
    budget.begin(total);
    ProgressMeter meter = ProgressMeter.start(listener, Phase.MATCH, total);
    List<Callable<@Nullable OpList>> runs = new ArrayList<>();
    List<Key> keys = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      NewContent content = contents.get(i);
      List<Integer> files = pairs.get(i).files();
      Key key = Key.of(content, files);
      if (files.isEmpty() || known.containsKey(key)) {
        continue;
      }
      if (budget.take(files)) {
        keys.add(key);
        runs.add(
            () -> {
              OpList ops = match(catalog.base(), files, content.source());
              meter.add(content.source().length());
              return ops;
            });
      } else {
        pairs.set(i, Pair.NONE);
      }
    }
    List<@Nullable OpList> results = tasks.run(runs);
    for (int i = 0; i < results.size(); i++) {
      OpList ops = results.get(i);
      if (ops != null) {
        known.put(keys.get(i), ops);
      }
    }
    meter.finish();
  }

  /** {@return what is left for matching} */
  MatchBudget budget() {
    return budget;
  }

  /** Matches one content; safe for several threads. */
  OpList match(EncodeBase base, List<Integer> files, ByteSource target) throws IOException {
    int permits = (int) Math.min(heapLength, base.matchHeap(files, target.length()));
    matchedLength.add(target.length());
    heap.acquireUninterruptibly(permits);
    try {
      return base.match(files, target);
    } finally {
      heap.release(permits);
    }
  }

  /** Looks for cheaper ops on relocated bases where that has not been done. */
  void relocate(Catalog catalog, List<Pair> pairs) throws IOException {
    List<NewContent> contents = catalog.newContents();
    List<Callable<@Nullable RelocatedMatch>> runs = new ArrayList<>();
    List<Key> keys = new ArrayList<>();
    long total = 0;
    for (int i = 0; i < pairs.size(); i++) {
      NewContent content = contents.get(i);
      Key key = Key.of(content, pairs.get(i).files());
      OpList ops = known.get(key);
      if (ops != null && relocated.add(key)) {
        keys.add(key);
        total += content.source().length();
        relocatedLength += content.source().length();
        runs.add(() -> relocate(catalog.base(), key.files(), content, ops));
      }
    }
    ProgressMeter meter = ProgressMeter.start(listener, Phase.MATCH, total);
    List<@Nullable RelocatedMatch> results = tasks.run(runs);
    for (int i = 0; i < results.size(); i++) {
      RelocatedMatch found = results.get(i);
      if (found != null) {
        known.put(keys.get(i), found.ops());
        hints.put(keys.get(i), found.hints());
      }
    }
    meter.finish();
  }

  private @Nullable RelocatedMatch relocate(
      EncodeBase base, List<Integer> files, NewContent target, OpList ops) throws IOException {
    long length = target.source().length();
    int permits = (int) Math.min(heapLength, base.matchHeap(files, length));
    heap.acquireUninterruptibly(permits);
    try {
      return base.relocate(files, target, ops);
    } finally {
      heap.release(permits);
    }
  }

  /** {@return bytes of contents that cheaper ops were looked for of} */
  long relocatedLength() {
    return relocatedLength;
  }

  /** {@return how a content's base is relocated; null if it is not} */
  @Nullable RelocationHints relocation(NewContent content, Pair pair) {
    return hints.get(Key.of(content, pair.files()));
  }

  /** {@return bytes of contents matched; as often as they were} */
  long matchedLength() {
    return matchedLength.sum();
  }

  /** Remembers the ops of a content against its base files. */
  void put(NewContent content, Pair pair, OpList ops) {
    known.put(Key.of(content, pair.files()), ops);
  }

  /** {@return the ops of a content against its base files, or null if they were not matched} */
  @Nullable OpList ops(NewContent content, Pair pair) {
    return known.get(Key.of(content, pair.files()));
  }
}
