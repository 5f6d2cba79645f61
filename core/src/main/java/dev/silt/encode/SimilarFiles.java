package dev.silt.encode;

import dev.silt.delta.OpList;
import dev.silt.io.ByteSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the base files that have most of what a content's base does not explain: each of the
 * content's samples that stands among literals votes for the files that have it; the file with most
 * votes is taken, its samples are struck off, and so on. Linear in the content's length: a sample
 * has a bounded number of votes, and a bounded number of files is taken. Not safe for several
 * threads.
 */
final class SimilarFiles {

  /** Files to be found at most. */
  static final int MAX_FOUND = 7;

  /** Samples that a file must have at least, and bytes that they must stand for. */
  private static final int MIN_SAMPLES = 3;

  private static final int MIN_WEIGHT = 96;

  /** Part of the content that all files together must explain to be worth another search in it. */
  private static final int MIN_SHARE = 64;

  /** A file may be this long, and by so much longer for each byte found in it. */
  private static final long FREE_LENGTH = 64 << 10;

  private static final int LENGTH_PER_BYTE = 128;

  private final SampleTable table;
  private final BaseFiles base;
  private int[] hits = new int[64];
  private int hitCount;
  private long explained;

  SimilarFiles(SampleTable table, BaseFiles base) {
    this.table = table;
    this.base = base;
  }

  /** What a file got. */
  private static final class Votes {
    private int count;
    private long weight;
  }

  /**
   * Searches. Finds nothing where all files together would explain next to nothing: ops that jump
   * to many places in other files cost what they save.
   *
   * @param target the content
   * @param known its base files
   * @param ops on these; null if there are none
   * @return the files, best first
   */
  List<Integer> find(ByteSource target, List<Integer> known, @Nullable OpList ops)
      throws IOException {
    hitCount = 0;
    int bits = SampleTable.bits(target.length());
    Unexplained unexplained = new Unexplained(ops);
    ContentSampler.sample(
        target,
        bits,
        (offset, hash) -> {
          int entry = unexplained.at(offset) ? table.find(hash) : -1;
          if (entry >= 0 && !isOf(entry, known)) {
            add(entry);
          }
        });
    List<Integer> found = new ArrayList<>();
    explained = 0;
    while (found.size() < MAX_FOUND) {
      int best = best(bits);
      if (best < 0) {
        break;
      }
      found.add(best);
      strike(best);
    }
    return explained >= target.length() / MIN_SHARE ? found : List.of();
  }

  private void add(int entry) {
    if (hitCount == hits.length) {
      hits = Arrays.copyOf(hits, 2 * hitCount);
    }
    hits[hitCount++] = entry;
  }

  private boolean isOf(int entry, List<Integer> files) {
    for (int i = entry; i >= 0; i = table.next(i)) {
      if (files.contains(table.file(i))) {
        return true;
      }
    }
    return false;
  }

  /** The file with most votes, the first of several, or -1. */
  private int best(int bits) {
    Map<Integer, Votes> all = new HashMap<>();
    for (int k = 0; k < hitCount; k++) {
      for (int i = hits[k]; i >= 0; i = table.next(i)) {
        Votes votes = all.computeIfAbsent(table.file(i), file -> new Votes());
        votes.count++;
        votes.weight += 1L << Math.max(bits, table.fileBits(i));
      }
    }
    int best = -1;
    long bestWeight = 0;
    for (Map.Entry<Integer, Votes> entry : all.entrySet()) {
      Votes votes = entry.getValue();
      int file = entry.getKey();
      long weight = votes.weight;
      if (votes.count >= MIN_SAMPLES
          && weight >= MIN_WEIGHT
          && base.length(file) <= FREE_LENGTH + LENGTH_PER_BYTE * weight
          && (weight > bestWeight || weight == bestWeight && file < best)) {
        best = file;
        bestWeight = weight;
      }
    }
    explained += bestWeight;
    return best;
  }

  private void strike(int file) {
    List<Integer> files = List.of(file);
    int kept = 0;
    for (int k = 0; k < hitCount; k++) {
      if (!isOf(hits[k], files)) {
        hits[kept++] = hits[k];
      }
    }
    hitCount = kept;
  }
}
