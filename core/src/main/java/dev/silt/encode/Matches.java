package dev.silt.encode;

import dev.silt.delta.OpList;
import dev.silt.hash.Digest;
import dev.silt.io.ByteSource;
import dev.silt.io.Tasks;
import dev.silt.match.ContentMatcher;
import dev.silt.progress.Phase;
import dev.silt.progress.ProgressListener;
import dev.silt.progress.ProgressMeter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Matches new contents against their base contents, in parallel, and remembers the ops by digest.
 */
final class Matches {

  private static final int MIB = 1 << 20;

  /** Heap that one run takes at most, in MiB; see ContentMatcher. */
  private static final int MAX_RUN = 48;

  private final ContentMatcher matcher;
  private final Tasks tasks;
  private final ProgressListener listener;
  private final Semaphore heap;
  private final int heapLength;
  private final Map<Key, OpList> known = new HashMap<>();

  /** Ops are good for one target content and one base file. */
  private record Key(Digest digest, int file) {}

  Matches(ContentMatcher matcher, Tasks tasks, ProgressListener listener) {
    this.matcher = matcher;
    this.tasks = tasks;
    this.listener = listener;
    this.heapLength = (int) Math.max(MAX_RUN, Runtime.getRuntime().maxMemory() / 3 / MIB);
    this.heap = new Semaphore(heapLength, true);
  }

  /** Matches those that are not known yet; files are the paired base files, or -1. */
  void run(Catalog catalog, int[] files) throws IOException {
    List<NewContent> contents = catalog.newContents();
    long total = contents.stream().mapToLong(content -> content.source().length()).sum();
    ProgressMeter meter = ProgressMeter.start(listener, Phase.MATCH, total);
    List<Callable<@Nullable OpList>> runs = new ArrayList<>();
    List<Key> keys = new ArrayList<>();
    for (int i = 0; i < files.length; i++) {
      NewContent content = contents.get(i);
      if (files[i] >= 0 && !known.containsKey(new Key(content.digest(), files[i]))) {
        ByteSource source = catalog.baseContent(files[i]);
        keys.add(new Key(content.digest(), files[i]));
        runs.add(
            () -> {
              OpList ops = match(source, content.source());
              meter.add(content.source().length());
              return ops;
            });
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

  private OpList match(ByteSource base, ByteSource target) throws IOException {
    long wanted = 2 + 2 * (base.length() + target.length()) / MIB;
    int permits = (int) Math.min(Math.min(MAX_RUN, heapLength), wanted);
    heap.acquireUninterruptibly(permits);
    try {
      return matcher.match(base, target);
    } finally {
      heap.release(permits);
    }
  }

  /** {@return the ops of a content against a base file, or null if they were not matched} */
  @Nullable OpList ops(NewContent content, int file) {
    return known.get(new Key(content.digest(), file));
  }
}
