package dev.silt.unpack;

import dev.silt.error.CorruptDataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the parts of a class archive are that follow from its other bytes. All offsets count from
 * the file's begin.
 *
 * @param origin offset of what is loaded at {@link #ADDRESS}
 * @param end offset behind the last word that may hold an address
 * @param bitmaps which words hold one; behind {@code end}, in order
 * @param tables hash tables, in order
 */
public record ClassLayout(long origin, long end, List<Bitmap> bitmaps, List<HashTable> tables) {

  /** Where archives are made to be loaded. */
  static final long ADDRESS = 0x8_0000_0000L;

  /** What the skeletons of all archives may take in memory. */
  public static final long MAX_HEAP = 16 << 20;

  /** Bytes of a file at most. */
  static final long MAX_LENGTH = 1 << 28;

  /** Bytes that all bitmaps have at most. */
  private static final long MAX_BITMAPS = MAX_LENGTH >>> 6;

  /** Entries that all tables have at most. */
  static final int MAX_ENTRIES = 1 << 18;

  private static final int MAX_PARTS = 16;

  /** Bytes that a part takes in memory beside what is in it, and the layout too. */
  private static final long PART_HEAP = 128;

  /**
   * Bits that tell which words hold addresses; the lowest of a byte comes first.
   *
   * @param offset of the first byte
   * @param firstWord number of the word that the first bit is for: words of eight bytes, counted
   *     from the file's begin; may be negative
   * @param length in bytes
   */
  public record Bitmap(long offset, long firstWord, int length) {}

  /**
   * A hash table of CDS: an array of buckets, then one of entries.
   *
   * @param offset of the first bucket
   * @param bucketCount how many there are; one more ends the array
   * @param entryCount values in the table
   * @param wordCount words of four bytes that these take: two each, but one where a value is alone
   * @param hasSymbols whether the values are offsets of symbols, whose text gives the hash
   */
  public record HashTable(
      long offset, int bucketCount, int entryCount, int wordCount, boolean hasSymbols) {

    HashTable ofSymbols() {
      return new HashTable(offset, bucketCount, entryCount, wordCount, true);
    }

    /** {@return offset behind the buckets} */
    long bucketsEnd() {
      return offset + Integer.BYTES * (bucketCount + 1L);
    }

    /** {@return offset of the first entry: behind the length of their array, which is aligned} */
    long entries() {
      return (bucketsEnd() + Long.BYTES - 1 & -Long.BYTES) + Integer.BYTES;
    }

    /** {@return offset behind the entries} */
    long end() {
      return entries() + (long) Integer.BYTES * wordCount;
    }
  }

  /** Gives the numbers of a layout. */
  @FunctionalInterface
  public interface Numbers {

    /**
     * Returns the next one.
     *
     * @return unsigned
     * @throws IOException if there is none
     */
    long next() throws IOException;
  }

  /** Copies the lists. */
  public ClassLayout {
    bitmaps = List.copyOf(bitmaps);
    tables = List.copyOf(tables);
  }

  /** {@return the numbers that tell the layout} */
  public List<Long> numbers() {
    List<Long> numbers = new ArrayList<>();
    numbers.add(origin);
    numbers.add(end);
    numbers.add((long) bitmaps.size());
    for (Bitmap bitmap : bitmaps) {
      numbers.add(bitmap.offset());
      numbers.add(bitmap.firstWord() << 1 ^ bitmap.firstWord() >> Long.SIZE - 1);
      numbers.add((long) bitmap.length());
    }
    numbers.add((long) tables.size());
    for (HashTable table : tables) {
      numbers.add(table.offset());
      numbers.add((long) table.bucketCount());
      numbers.add((long) table.entryCount());
      numbers.add((long) table.wordCount());
      numbers.add(table.hasSymbols() ? 1L : 0L);
    }
    return numbers;
  }

  /**
   * Reads what {@link #numbers} tells.
   *
   * @param numbers in order
   * @return a layout whose parts are in order, and no longer than the limits
   * @throws CorruptDataException if it is none
   * @throws IOException if there are too few numbers
   */
  public static ClassLayout read(Numbers numbers) throws IOException {
    long origin = number(numbers, MAX_LENGTH);
    long end = number(numbers, MAX_LENGTH);
    List<Bitmap> bitmaps = new ArrayList<>();
    long count = number(numbers, MAX_PARTS);
    long least = end;
    long room = MAX_BITMAPS;
    for (int i = 0; i < count; i++) {
      long offset = number(numbers, MAX_LENGTH);
      long coded = number(numbers, 4 * MAX_LENGTH);
      int length = (int) number(numbers, room);
      require(offset >= least);
      bitmaps.add(new Bitmap(offset, coded >>> 1 ^ -(coded & 1), length));
      least = offset + length;
      room -= length;
    }
    List<HashTable> tables = new ArrayList<>();
    count = number(numbers, MAX_PARTS);
    least = 0;
    long entries = MAX_ENTRIES;
    for (int i = 0; i < count; i++) {
      long offset = number(numbers, MAX_LENGTH);
      int buckets = (int) number(numbers, MAX_ENTRIES);
      int entryCount = (int) number(numbers, entries);
      int words = (int) number(numbers, 2L * entryCount);
      HashTable table = new HashTable(offset, buckets, entryCount, words, number(numbers, 1) == 1);
      require(offset >= least && offset % Integer.BYTES == 0 && buckets > 0);
      tables.add(table);
      least = table.end();
      entries -= entryCount;
    }
    require(least <= end && origin <= end);
    return new ClassLayout(origin, end, bitmaps, tables);
  }

  private static long number(Numbers numbers, long most) throws IOException {
    long number = numbers.next();
    require(number >= 0 && number <= most);
    return number;
  }

  private static void require(boolean condition) throws CorruptDataException {
    if (!condition) {
      throw ColumnCursor.corrupt("layout of a class archive out of range");
    }
  }

  /** {@return bytes that a skeleton may take in memory} */
  public long heapLength() {
    long length = PART_HEAP;
    for (Bitmap bitmap : bitmaps) {
      length += PART_HEAP + bitmap.length();
    }
    for (HashTable table : tables) {
      length += PART_HEAP + table.end() - table.offset() + (long) Long.BYTES * table.entryCount();
    }
    return length;
  }

  /** Checks that a file is long enough. */
  void check(long length) throws CorruptDataException {
    long least = end;
    for (Bitmap bitmap : bitmaps) {
      least = bitmap.offset() + bitmap.length();
    }
    require(length >= least && length <= MAX_LENGTH);
  }
}
