package dev.silt.unpack;

import dev.silt.error.CorruptDataException;
import dev.silt.io.ByteSource;
import dev.silt.io.LittleEndian;
import dev.silt.unpack.ClassLayout.Bitmap;
import dev.silt.unpack.ClassLayout.HashTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Finds the parts of a class archive by what they look like, since each version of the JVM has
 * another header. What is found need only be likely: a skeleton that does not give the file back is
 * not used. Stateless.
 */
final class ClassLayoutFinder {

  private static final int MIN_LENGTH = 1 << 16;
  private static final int MIN_BUCKETS = 16;
  private static final int MIN_ENTRIES = 64;
  private static final int MAX_TABLES = 8;
  private static final int MAX_BITMAPS = 4;

  /** Entries of one bucket at most: more are no hash table. */
  private static final int MAX_BUCKET = 128;

  /** Where what is loaded first may stand: behind headers of so many bytes. */
  private static final long PAGE = 1 << 12;

  private static final int MAX_PAGES = 33; // 64 KiB on AArch64

  /** Places of the map of all words that are looked for in the file. */
  private static final int ANCHORS = 1 << 11;

  private static final int MIN_VOTES = 8;

  /** Times the file's length that is read of the text of symbols, for all origins and tables. */
  private static final int MAX_TEXTS = 4;

  /** Distances that are counted: where bits repeat, each place would be another one. */
  private static final int MAX_DISTANCES = 1 << 16;

  /** Bytes in front of the first place found that may belong to the map. */
  private static final int MAX_LEAD = 1 << 12;

  private static final int SLOTS_LOG = 16;

  /** Slots that are looked at for one pattern: others may have been made to meet there. */
  private static final int MAX_STEPS = 32;

  private static final int BUFFER_LENGTH = 1 << 16;

  private ClassLayoutFinder() {}

  /**
   * Looks at a file.
   *
   * @param file begins like a class archive
   * @return its layout
   * @throws IrregularException if the table of symbols is not found
   */
  static ClassLayout find(ByteSource file) throws IOException, IrregularException {
    if (file.length() < MIN_LENGTH) {
      throw new IrregularException("class archive");
    }
    if (file.length() > ClassLayout.MAX_LENGTH) {
      throw IrregularException.tooMuch("class archive");
    }
    List<HashTable> tables = tables(file);
    long origin = -1;
    Window window = new Window(file, BUFFER_LENGTH);
    long[] room = {MAX_TEXTS * file.length()};
    for (int i = 0; i < tables.size(); i++) {
      long found = origin(ClassTable.read(window, tables.get(i)), window, origin, room);
      if (found >= 0) {
        origin = found;
        tables.set(i, tables.get(i).ofSymbols());
      }
    }
    if (origin < 0) {
      throw new IrregularException("symbols of a class archive");
    }
    PointerBits bits = PointerBits.of(file, 0, file.length(), file.length() - origin);
    List<Bitmap> bitmaps = disjoint(bitmaps(file, bits), tables);
    long end = bitmaps.isEmpty() ? file.length() : bitmaps.get(0).offset();
    tables.removeIf(table -> table.end() > end);
    return readable(new ClassLayout(origin, end, bitmaps, tables));
  }

  /** {@return a layout, if a reader takes it} */
  private static ClassLayout readable(ClassLayout layout) throws IOException, IrregularException {
    Iterator<Long> numbers = layout.numbers().iterator();
    try {
      return ClassLayout.read(numbers::next);
    } catch (CorruptDataException e) {
      throw new IrregularException("parts of a class archive");
    }
  }

  /** {@return where offsets of symbols count from, if a table has these; else -1} */
  private static long origin(ClassTable table, Window file, long known, long[] room)
      throws IOException {
    for (long origin = Math.max(0, known); origin < MAX_PAGES * PAGE; origin += PAGE) {
      if (table.hasSymbols(file, origin, room)) {
        return origin;
      }
      if (known >= 0) {
        break;
      }
    }
    return -1;
  }

  /** What is an array of buckets, with its length in front, and has entries behind it. */
  private static List<HashTable> tables(ByteSource file) throws IOException {
    List<HashTable> found = new ArrayList<>();
    byte[] buffer = new byte[BUFFER_LENGTH];
    Window window = new Window(file, BUFFER_LENGTH);
    long start = 0;
    long tried = 0; // words of what looked like a table
    int count = 0; // buckets so far
    int last = 0;
    for (long done = 0; done < file.length(); done += buffer.length) {
      int n = (int) Math.min(buffer.length, file.length() - done) & -Integer.BYTES;
      file.readFully(done, buffer, 0, n);
      for (int at = 0; at < n; at += Integer.BYTES) {
        int word = LittleEndian.getInt(buffer, at);
        if (count > 0 && follows(last, word)) {
          if (ClassTable.kind(word) != ClassTable.END) {
            count++;
          } else {
            int words = word & ClassTable.OFFSET_MASK;
            tried += add(window, start, count, words, found) ? (long) count + words : 0;
            if (tried > file.length() / Integer.BYTES) {
              return found; // parts of a file cannot be longer than the file
            }
            count = 0;
          }
        } else {
          boolean begins = (word & ClassTable.OFFSET_MASK) == 0 && last > MIN_BUCKETS;
          start = done + at;
          count = begins ? 1 : 0;
        }
        last = word;
      }
    }
    return found;
  }

  private static boolean follows(int bucket, int next) {
    int length = (next & ClassTable.OFFSET_MASK) - (bucket & ClassTable.OFFSET_MASK);
    return ClassTable.isSingle(bucket)
        ? length == 1
        : length >= 0 && length <= 2 * MAX_BUCKET && length % 2 == 0;
  }

  /** {@return whether it looked like a table, and so was read} */
  private static boolean add(Window file, long start, int buckets, int words, List<HashTable> found)
      throws IOException {
    HashTable likely = new HashTable(start, buckets, 0, words, false);
    boolean isArray =
        start >= Integer.BYTES && file.i32(start - Integer.BYTES) == buckets + 1 && words > 0;
    long entries = likely.entries();
    if (!isArray
        || found.size() == MAX_TABLES
        || !found.isEmpty() && start < found.get(found.size() - 1).end()
        || buckets > ClassLayout.MAX_ENTRIES
        || words > 2 * ClassLayout.MAX_ENTRIES
        || likely.end() > file.length()
        || file.i32(entries - Integer.BYTES) != words) {
      return false;
    }
    int count = ClassTable.entryCount(file, start, buckets);
    int left = ClassLayout.MAX_ENTRIES;
    for (HashTable table : found) {
      left -= table.entryCount();
    }
    if (count >= MIN_ENTRIES && count <= left) {
      HashTable table = new HashTable(start, buckets, count, words, false);
      if (ClassTable.isRegular(file, table)) {
        found.add(table);
      }
    }
    return true;
  }

  /** Looks for some bits of the map of all words, at any bit of a byte. */
  private static List<Bitmap> bitmaps(ByteSource file, PointerBits bits) throws IOException {
    long[] patterns = new long[1 << SLOTS_LOG];
    long[] words = new long[1 << SLOTS_LOG];
    long count = file.length() / Long.BYTES / Long.SIZE;
    long step = Math.max(1, count / ANCHORS);
    for (long i = 0; i < count; i++) {
      long word = i * Long.SIZE;
      int set = Long.bitCount(bits.sixtyFour(word));
      if (set >= Long.SIZE / 4 && set <= 3 * Long.SIZE / 4) {
        for (int shift = 0; shift < Byte.SIZE; shift++) {
          put(patterns, words, bits.sixtyFour(word + shift), word + shift);
        }
        i += step - 1;
      }
    }
    Map<Long, long[]> votes = votes(file, patterns, words);
    List<Bitmap> found = new ArrayList<>();
    votes.entrySet().stream()
        .filter(vote -> vote.getValue()[0] >= MIN_VOTES)
        .sorted((a, b) -> Long.compare(b.getValue()[0], a.getValue()[0]))
        .limit(MAX_BITMAPS)
        .forEach(vote -> found.add(bitmap(vote.getKey(), vote.getValue())));
    List<Bitmap> wide = new ArrayList<>();
    for (Bitmap bitmap : found) {
      wide.add(widened(bitmap, file, bits));
    }
    wide.sort((a, b) -> Long.compare(a.offset(), b.offset()));
    return wide;
  }

  private static void put(long[] patterns, long[] words, long pattern, long word) {
    int slot = find(patterns, pattern);
    if (slot >= 0) {
      patterns[slot] = pattern;
      words[slot] = word;
    }
  }

  /** {@return the slot of a pattern, or the one for it; -1 if there is none near its place} */
  private static int find(long[] patterns, long pattern) {
    int first = slot(pattern);
    for (int i = 0; i < MAX_STEPS; i++) {
      int slot = first + i & patterns.length - 1;
      if (patterns[slot] == 0 || patterns[slot] == pattern) {
        return slot;
      }
    }
    return -1;
  }

  private static int slot(long pattern) {
    return (int) (pattern * 0x9e3779b97f4a7c15L >>> Long.SIZE - SLOTS_LOG);
  }

  /** For each distance between a bit's place and its word: how many, the first and last place. */
  private static Map<Long, long[]> votes(ByteSource file, long[] patterns, long[] words)
      throws IOException {
    Map<Long, long[]> votes = new HashMap<>();
    byte[] buffer = new byte[BUFFER_LENGTH];
    long seen = 0;
    long position = 0;
    int n;
    while ((n = file.read(position, buffer, 0, buffer.length)) > 0) {
      for (int i = 0; i < n; i++) {
        seen = seen >>> Byte.SIZE | (long) buffer[i] << Long.SIZE - Byte.SIZE;
        int slot = find(patterns, seen);
        if (slot >= 0 && patterns[slot] != 0 && position + i >= Long.BYTES - 1) {
          long place = position + i - (Long.BYTES - 1);
          count(votes, place * Byte.SIZE - words[slot], place);
        }
      }
      position += n;
    }
    return votes;
  }

  private static void count(Map<Long, long[]> votes, long distance, long place) {
    long[] vote = votes.get(distance);
    if (vote == null && votes.size() < MAX_DISTANCES) {
      vote = new long[] {0, place, place};
      votes.put(distance, vote);
    }
    if (vote != null) {
      vote[0]++;
      vote[2] = place;
    }
  }

  private static Bitmap bitmap(long distance, long[] vote) {
    return new Bitmap(
        vote[1], vote[1] * Byte.SIZE - distance, (int) (vote[2] - vote[1]) + Long.BYTES);
  }

  /** As long as bytes are what they should be. */
  private static Bitmap widened(Bitmap bitmap, ByteSource file, PointerBits bits)
      throws IOException {
    byte[] lead = new byte[(int) Math.min(MAX_LEAD, bitmap.offset())];
    file.readFully(bitmap.offset() - lead.length, lead, 0, lead.length);
    long word = bitmap.firstWord();
    int left = lead.length;
    while (left > 0
        && word >= Byte.SIZE
        && (lead[left - 1] & 0xff) == bits.eight(word - Byte.SIZE)) {
      left--;
      word -= Byte.SIZE;
    }
    long start = bitmap.offset() - (lead.length - left);
    Window window = new Window(file, BUFFER_LENGTH);
    long end = bitmap.offset() + bitmap.length();
    while (end < file.length()
        && word + (end - start) * Byte.SIZE < file.length() / Long.BYTES
        && window.u8(end) == bits.eight(word + (end - start) * Byte.SIZE)) {
      end++;
    }
    return new Bitmap(start, word, (int) (end - start));
  }

  /** Zeros at the end of a table, or of a bitmap, may look like the begin of the next bitmap. */
  private static List<Bitmap> disjoint(List<Bitmap> sorted, List<HashTable> tables) {
    List<Bitmap> disjoint = new ArrayList<>();
    long least = 0;
    for (HashTable table : tables) {
      boolean isBefore = !sorted.isEmpty() && table.offset() < sorted.get(0).offset();
      least = isBefore ? Math.max(least, table.end()) : least;
    }
    for (Bitmap bitmap : sorted) {
      long cut = Math.max(0, least - bitmap.offset());
      if (cut < bitmap.length()) {
        disjoint.add(
            new Bitmap(
                bitmap.offset() + cut,
                bitmap.firstWord() + Byte.SIZE * cut,
                bitmap.length() - (int) cut));
        least = bitmap.offset() + bitmap.length();
      }
    }
    return disjoint;
  }
}
