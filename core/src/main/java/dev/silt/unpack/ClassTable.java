package dev.silt.unpack;

import dev.silt.io.Leb128;
import dev.silt.io.LittleEndian;
import dev.silt.unpack.ClassLayout.HashTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * The values of a hash table of a class archive, ascending, with their hashes: a table of more
 * buckets has all of them in other places. Within a bucket values ascend too. Heap: 8 bytes a
 * value.
 */
final class ClassTable {

  /** Upper two bits of a bucket: pairs of hash and value, a value alone, the end. */
  private static final int KIND_SHIFT = 30;

  private static final int PAIRS = 0;
  private static final int VALUE = 1;
  static final int END = 3;
  static final int OFFSET_MASK = (1 << KIND_SHIFT) - 1;

  private static final int TEXT_LENGTH = 4;
  private static final int TEXT = 6;

  private final HashTable place;

  /** Value in the upper half, hash in the lower one: unsigned numbers, ascending. */
  private final long[] entries;

  private ClassTable(HashTable place, long[] entries) {
    this.place = place;
    this.entries = entries;
  }

  static int kind(int bucket) {
    return bucket >>> KIND_SHIFT;
  }

  /** {@return whether a bucket holds a value alone} */
  static boolean isSingle(int bucket) {
    return kind(bucket) == VALUE;
  }

  /** {@return how many values the buckets have that begin at an offset} */
  static int entryCount(Window file, long offset, int buckets) throws IOException {
    int count = 0;
    for (int bucket = 0; bucket < buckets; bucket++) {
      long at = offset + (long) Integer.BYTES * bucket;
      int head = file.i32(at);
      int length = (file.i32(at + Integer.BYTES) & OFFSET_MASK) - (head & OFFSET_MASK);
      count += isSingle(head) ? 1 : length / 2;
    }
    return count;
  }

  /** {@return whether a table is just what {@link #buckets} and {@link #entries} make again} */
  static boolean isRegular(Window file, HashTable place) throws IOException {
    try {
      ClassTable table = read(file, place);
      if (table.wordCount() != place.wordCount()) {
        return false;
      }
      byte[] buckets = table.buckets();
      byte[] entries = table.entries();
      return Arrays.equals(buckets, file.bytes(place.offset(), buckets.length))
          && Arrays.equals(entries, file.bytes(place.entries(), entries.length));
    } catch (IrregularException e) {
      return false;
    }
  }

  /**
   * Reads a table where a layout says that it is. Of a value that is alone in its bucket the hash
   * is not known; the bucket's number stands for it.
   *
   * @return the table
   * @throws IrregularException if what is there is none
   */
  static ClassTable read(Window file, HashTable place) throws IOException, IrregularException {
    byte[] buckets = file.bytes(place.offset(), (int) (place.bucketsEnd() - place.offset()));
    byte[] pairs = file.bytes(place.entries(), Integer.BYTES * place.wordCount());
    long[] entries = new long[place.entryCount()];
    int count = 0;
    int words = 0;
    for (int bucket = 0; bucket < place.bucketCount(); bucket++) {
      int head = LittleEndian.getInt(buckets, Integer.BYTES * bucket);
      int next = LittleEndian.getInt(buckets, Integer.BYTES * (bucket + 1)) & OFFSET_MASK;
      int length = next - words;
      boolean isValue = kind(head) == VALUE;
      if ((head & OFFSET_MASK) != words
          || (isValue ? length != 1 : kind(head) != PAIRS || length < 0 || length % 2 != 0)
          || next > place.wordCount()
          || (length + 1) / 2 > entries.length - count) {
        throw new IrregularException("bucket");
      }
      for (; words < next; words += isValue ? 1 : 2) {
        int at = Integer.BYTES * words;
        int hash = isValue ? bucket : LittleEndian.getInt(pairs, at);
        int value = LittleEndian.getInt(pairs, isValue ? at : at + Integer.BYTES);
        entries[count++] = Integer.toUnsignedLong(hash) | (long) value << Integer.SIZE;
      }
    }
    if (count != entries.length || words != place.wordCount()) {
      throw new IrregularException("entries");
    }
    sort(entries);
    return new ClassTable(place, entries);
  }

  private static void sort(long[] entries) {
    for (int i = 0; i < entries.length; i++) {
      entries[i] ^= Long.MIN_VALUE;
    }
    Arrays.sort(entries);
    for (int i = 0; i < entries.length; i++) {
      entries[i] ^= Long.MIN_VALUE;
    }
  }

  private static long value(long entry) {
    return entry >>> Integer.SIZE;
  }

  /** Writes the values; the hashes too, but those of symbols. */
  void write(Window file, ClassLayout layout, ByteArrayOutputStream out) throws IOException {
    if (!place.hasSymbols()) {
      byte[] number = new byte[Integer.BYTES];
      for (int column = 0; column < 2; column++) {
        long last = 0;
        for (long entry : entries) {
          LittleEndian.putInt(number, 0, (int) (column == 0 ? value(entry) - last : entry));
          out.write(number, 0, number.length);
          last = value(entry);
        }
      }
      return;
    }
    long expected = 0;
    for (long entry : entries) {
      Leb128.write(out, Leb128.zigzag(value(entry) - expected));
      expected = value(entry) + size(file, layout.end(), value(entry) + layout.origin());
    }
  }

  /** Reads what {@link #write} wrote; symbols are looked up in the skeleton. */
  static ClassTable read(ColumnCursor in, HashTable place, Window file, ClassLayout layout)
      throws IOException {
    long origin = layout.origin();
    long[] entries = new long[place.entryCount()];
    long last = 0;
    long before = 0; // values ascend
    long room = layout.end(); // for the text of all symbols, none of which lies in another
    for (int i = 0; i < entries.length; i++) {
      long step =
          place.hasSymbols() ? Leb128.unzigzag(in.number()) : Integer.toUnsignedLong(in.i32());
      long value = last + step;
      if (value < before || value > 0xffff_ffffL) {
        throw ColumnCursor.corrupt("value of a hash table out of range");
      }
      entries[i] = value << Integer.SIZE;
      last = value;
      before = value;
      if (place.hasSymbols()) {
        int size = size(file, layout.end(), value + origin);
        room -= size;
        if (room < 0) {
          throw ColumnCursor.corrupt("symbols out of range");
        }
        entries[i] |= hash(file, layout.end(), value + origin);
        last = value + size;
      }
    }
    for (int i = 0; i < entries.length && !place.hasSymbols(); i++) {
      entries[i] |= Integer.toUnsignedLong(in.i32());
    }
    ClassTable table = new ClassTable(place, entries);
    if (table.wordCount() != place.wordCount()) {
      throw ColumnCursor.corrupt("a hash table of another length");
    }
    return table;
  }

  /** {@return bytes that a symbol takes: its head, its text, and what aligns the next one} */
  private static int size(Window file, long end, long offset) throws IOException {
    return TEXT + length(file, end, offset) + Long.BYTES - 1 & -Long.BYTES;
  }

  private static int length(Window file, long end, long offset) throws IOException {
    return offset + TEXT > end ? 0 : file.u16(offset + TEXT_LENGTH);
  }

  /** {@return the hash of a symbol's text, as {@link String#hashCode} of its bytes} */
  private static long hash(Window file, long end, long offset) throws IOException {
    int length = length(file, end, offset);
    if (length > end - offset - TEXT) {
      return 0;
    }
    int hash = 0;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + file.u8(offset + TEXT + i);
    }
    return Integer.toUnsignedLong(hash);
  }

  /**
   * Tells whether all hashes are those of symbols, as far as the table tells them.
   *
   * @param room bytes of text that may still be read, in its only element
   */
  boolean hasSymbols(Window file, long origin, long[] room) throws IOException {
    long left = file.length(); // for the text of all, none of which lies in another
    for (long entry : entries) {
      int size = size(file, file.length(), value(entry) + origin);
      left -= size;
      room[0] -= size;
      if (left < 0 || room[0] < 0) {
        return false;
      }
      long hash = hash(file, file.length(), value(entry) + origin);
      long told = entry & 0xffff_ffffL;
      if (hash != told && hash % place.bucketCount() != told) {
        return false;
      }
    }
    return true;
  }

  /** {@return the bytes of the buckets, without what follows them} */
  byte[] buckets() {
    byte[] buckets = new byte[Integer.BYTES * (place.bucketCount() + 1)];
    int[] counts = counts();
    int words = 0;
    for (int bucket = 0; bucket <= place.bucketCount(); bucket++) {
      boolean isEnd = bucket == place.bucketCount();
      int kind = isEnd ? END : counts[bucket] == 1 ? VALUE : PAIRS;
      LittleEndian.putInt(buckets, Integer.BYTES * bucket, kind << KIND_SHIFT | words);
      words += isEnd ? 0 : counts[bucket] == 1 ? 1 : 2 * counts[bucket];
    }
    return buckets;
  }

  private int wordCount() {
    int words = 0;
    for (int count : counts()) {
      words += count == 1 ? 1 : 2 * count;
    }
    return words;
  }

  private int[] counts() {
    int[] counts = new int[place.bucketCount()];
    for (long entry : entries) {
      counts[bucket(entry)]++;
    }
    return counts;
  }

  private int bucket(long entry) {
    return (int) ((entry & 0xffff_ffffL) % place.bucketCount());
  }

  /** {@return the bytes of the entries} */
  byte[] entries() {
    int[] counts = counts();
    int[] next = new int[counts.length];
    int words = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      next[bucket] = words;
      words += counts[bucket] == 1 ? 1 : 2 * counts[bucket];
    }
    byte[] bytes = new byte[Integer.BYTES * place.wordCount()];
    for (long entry : entries) {
      int bucket = bucket(entry);
      if (counts[bucket] > 1) {
        LittleEndian.putInt(bytes, Integer.BYTES * next[bucket]++, (int) entry);
      }
      LittleEndian.putInt(bytes, Integer.BYTES * next[bucket]++, (int) value(entry));
    }
    return bytes;
  }
}
