package dev.silt.encode;

import dev.silt.io.Tasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Which base files have a sample: a sparse index over all base contents. Each file has up to {@code
 * N} samples, {@code N} the largest power of two for which all come to no more than {@link
 * #MAX_ENTRIES}; so long files are sampled more thinly, and small ones closely. Sorted, eight bytes
 * an entry, three times that while built: 48 MiB, and some 100 bytes a file. A sample in more than
 * {@link #MAX_FILES} files is known of the first of them. Immutable and safe for several threads.
 */
final class SampleTable {

  /** Entries at most, apart from a few for each file. */
  static final int MAX_ENTRIES = 1 << 21;

  /** Files that a sample stands for at most. */
  static final int MAX_FILES = 8;

  private static final int MAX_LOG_SAMPLES = 16;
  private static final int FILE_BITS = 24;
  private static final int DIRECTORY_BITS = 16;
  private static final int DIRECTORY_SHIFT = Long.SIZE - 1 - DIRECTORY_BITS;
  private static final long TASK_LENGTH = 8 << 20;
  private static final long PRIME = 0x9e3779b97f4a7c15L;

  private final int[] files;
  private final byte[] bits;
  private final long[] entries;

  /** First entry of each value of the first bits. */
  private final int[] directory = new int[(1 << DIRECTORY_BITS) + 1];

  private SampleTable(int[] files, byte[] bits, long[] entries) {
    this.files = files;
    this.bits = bits;
    this.entries = entries;
    for (long entry : entries) {
      directory[(int) (entry >>> DIRECTORY_SHIFT) + 1]++;
    }
    Arrays.parallelPrefix(directory, Integer::sum);
  }

  /**
   * Reads and indexes base files.
   *
   * @param base has their contents
   * @param files their numbers, ascending
   * @param lengths their lengths
   * @param tasks the threads
   * @return the index
   */
  static SampleTable build(EncodeBase base, int[] files, long[] lengths, Tasks tasks)
      throws IOException {
    int count = Math.min(files.length, 1 << FILE_BITS);
    int logSamples = MAX_LOG_SAMPLES;
    while (logSamples > 0 && total(lengths, count, logSamples) > MAX_ENTRIES) {
      logSamples--;
    }
    byte[] bits = new byte[count];
    List<Callable<long[]>> runs = new ArrayList<>();
    int first = 0;
    long length = 0;
    for (int i = 0; i < count; i++) {
      bits[i] = (byte) bits(lengths[i], logSamples);
      length += lengths[i];
      if (length >= TASK_LENGTH || i + 1 == count) {
        int from = first;
        int to = i + 1;
        runs.add(() -> read(base, files, bits, from, to));
        first = to;
        length = 0;
      }
    }
    return new SampleTable(files, bits, sorted(tasks.run(runs)));
  }

  private static int bits(long length, int logSamples) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(0, length - 1)) - logSamples;
    return Math.max(ContentSampler.MIN_BITS, bits);
  }

  /** {@return zero bits to sample a content by that is compared with the base} */
  static int bits(long length) {
    return bits(length, MAX_LOG_SAMPLES);
  }

  private static long total(long[] lengths, int count, int logSamples) {
    long total = 0;
    for (int i = 0; i < count; i++) {
      total += lengths[i] >> bits(lengths[i], logSamples);
    }
    return total;
  }

  private static long[] read(EncodeBase base, int[] files, byte[] bits, int from, int to)
      throws IOException {
    Samples samples = new Samples();
    for (int i = from; i < to; i++) {
      var content = base.readable(files[i]);
      if (content != null && content.length() >= ContentSampler.WINDOW) {
        long file = i;
        ContentSampler.sample(content, bits[i], (at, hash) -> samples.add(key(hash) | file));
      }
    }
    return samples.toArray();
  }

  /** Collects numbers. */
  private static final class Samples {
    private long[] numbers = new long[1 << 10];
    private int count;

    void add(long number) {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
      }
      numbers[count++] = number;
    }

    long[] toArray() {
      return Arrays.copyOf(numbers, count);
    }
  }

  private static long key(long hash) {
    return hash * PRIME >>> 1 + FILE_BITS << FILE_BITS; // not negative: they are sorted
  }

  /** All samples in order, without repetitions, and of each only the first files. */
  private static long[] sorted(List<long[]> parts) {
    int total = Math.toIntExact(parts.stream().mapToLong(part -> part.length).sum());
    long[] all = new long[total];
    int filled = 0;
    for (long[] part : parts) {
      System.arraycopy(part, 0, all, filled, part.length);
      filled += part.length;
    }
    Arrays.sort(all);
    int kept = 0;
    for (long entry : all) {
      if (kept > 0 && all[kept - 1] == entry
          || kept >= MAX_FILES && all[kept - MAX_FILES] >>> FILE_BITS == entry >>> FILE_BITS) {
        continue;
      }
      all[kept++] = entry;
    }
    return Arrays.copyOf(all, kept);
  }

  /** {@return index of a sample's first entry, or -1} */
  int find(long hash) {
    long key = key(hash);
    int prefix = (int) (key >>> DIRECTORY_SHIFT);
    int low = directory[prefix];
    int high = directory[prefix + 1];
    while (low < high) {
      int middle = low + high >>> 1;
      if (entries[middle] < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < directory[prefix + 1] && entries[low] >>> FILE_BITS == key >>> FILE_BITS
        ? low
        : -1;
  }

  /** {@return the entry after one if it is of the same sample, or -1} */
  int next(int entry) {
    return entry + 1 < entries.length
            && entries[entry + 1] >>> FILE_BITS == entries[entry] >>> FILE_BITS
        ? entry + 1
        : -1;
  }

  /** {@return number of an entry's file} */
  int file(int entry) {
    return files[index(entry)];
  }

  /** {@return zero bits that the samples of an entry's file have at least} */
  int fileBits(int entry) {
    return bits[index(entry)];
  }

  private int index(int entry) {
    return (int) entries[entry] & (1 << FILE_BITS) - 1;
  }
}
