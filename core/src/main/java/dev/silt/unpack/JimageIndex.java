package dev.silt.unpack;

import dev.silt.io.LittleEndian;
import java.util.Arrays;

/**
 * Makes the index of a jimage file from what it says, as the JDK's {@code jlink} does: header, a
 * perfect hash of the resources' names (two tables), their locations, strings. Bounded in time,
 * whatever the names are. Stateless.
 */
final class JimageIndex {

  static final int HEADER_LENGTH = 28;

  static final int MAGIC = 0xcafedada;

  /** Attributes of a location behind the strings. */
  static final int OFFSET = 5;

  static final int COMPRESSED = 6;
  static final int PLAIN = 7;

  private static final int MULTIPLIER = 0x01000193;
  private static final int POSITIVE = 0x7fffffff;

  /** Seeds that jlink tries for one bucket, at most; then it makes a larger table. */
  private static final int MAX_TRIES = 1000;

  /** Bytes of all names, at most. */
  private static final long MAX_NAMES = 8 << 20;

  /** Bytes that are hashed for each byte of a name, at most; real files take 1.4. */
  private static final int MAX_WORK = 64;

  private static final int MAX_LOCATION = 1 + (1 + Long.BYTES) * PLAIN;

  private final JimageTable table;
  private final int count;
  private final int slotCount;
  private final byte[][] names;
  private final int[] redirect;

  /** Which resource each slot has; -1 for none yet. */
  private final int[] slots;

  private long work;

  private JimageIndex(JimageTable table) throws IrregularException {
    this.table = table;
    this.count = table.count;
    this.slotCount = table.slotCount;
    this.names = new byte[count][];
    this.redirect = new int[slotCount];
    this.slots = new int[slotCount];
    Arrays.fill(slots, -1);
    long length = 0;
    for (int i = 0; i < count; i++) {
      names[i] = table.name(i);
      length += names[i].length;
      if (length > MAX_NAMES) {
        throw IrregularException.tooMuch("names of a jimage file");
      }
    }
    work = MAX_WORK * length;
  }

  /**
   * Makes the index.
   *
   * @param table what it says
   * @return its bytes
   * @throws IrregularException if jlink would not make one with so many slots
   */
  static byte[] of(JimageTable table) throws IrregularException {
    JimageIndex index = new JimageIndex(table);
    index.hashAll();
    return index.toBytes();
  }

  private static int hash(byte[] name, int seed) {
    int hash = seed;
    for (byte b : name) {
      hash = hash * MULTIPLIER ^ b & 0xff;
    }
    return hash & POSITIVE;
  }

  /** Buckets of several names get a seed that puts each in a free slot, the largest first. */
  private void hashAll() throws IrregularException {
    int[] next = new int[count]; // the resource that was put into the bucket before
    int[] last = new int[slotCount];
    int[] sizes = new int[slotCount];
    Arrays.fill(last, -1);
    int largest = 0;
    for (int i = 0; i < count; i++) {
      int bucket = hash(names[i], MULTIPLIER) % slotCount;
      next[i] = last[bucket];
      last[bucket] = i;
      largest = Math.max(largest, ++sizes[bucket]);
    }
    int[] found = new int[largest];
    for (int size = largest; size > 1; size--) {
      for (int bucket = 0; bucket < slotCount; bucket++) {
        if (sizes[bucket] == size) {
          redirect[bucket] = seed(last[bucket], next, found);
        }
      }
    }
    int free = 0;
    for (int bucket = 0; bucket < slotCount; bucket++) {
      if (sizes[bucket] == 1) {
        while (slots[free] >= 0) {
          free++;
        }
        slots[free] = last[bucket];
        redirect[bucket] = -1 - free;
      }
    }
  }

  private int seed(int first, int[] next, int[] found) throws IrregularException {
    int seed = MULTIPLIER;
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      seed = seed + 1 & POSITIVE;
      int placed = 0;
      for (int i = first; i >= 0; i = next[i]) {
        work -= names[i].length;
        int slot = hash(names[i], seed) % slotCount;
        if (slots[slot] >= 0) {
          break;
        }
        slots[slot] = i;
        found[placed++] = slot;
        if (next[i] < 0) {
          return seed;
        }
      }
      while (placed > 0) {
        slots[found[--placed]] = -1;
      }
      if (work < 0) {
        break;
      }
    }
    throw new IrregularException("names that a jimage file cannot have");
  }

  private byte[] toBytes() throws IrregularException {
    long[] offsets = new long[count];
    long end = 0;
    for (int i = 0; i < count; i++) {
      offsets[i] = end;
      if (table.length(i) > Long.MAX_VALUE - end) {
        throw new IrregularException("lengths of a jimage file");
      }
      end += table.length(i);
    }
    byte[] locations = new byte[1 << 12];
    int[] starts = new int[slotCount];
    int used = 1; // the location of a slot that has none
    for (int slot = 0; slot < slotCount; slot++) {
      if (locations.length - used < MAX_LOCATION) {
        locations = Arrays.copyOf(locations, 2 * locations.length);
      }
      int resource = slots[slot];
      if (resource < 0) {
        continue; // its location is the first, which has none
      }
      starts[slot] = used;
      for (int kind = 0; kind < JimageTable.STRINGS; kind++) {
        used = attribute(locations, used, kind + 1, table.names[kind][resource]);
      }
      used = attribute(locations, used, OFFSET, offsets[resource]);
      used = attribute(locations, used, COMPRESSED, table.compressedLengths[resource]);
      used = attribute(locations, used, PLAIN, table.plainLengths[resource]) + 1;
    }
    int locationsLength = used + table.padding;
    int tables = HEADER_LENGTH + 2 * Integer.BYTES * slotCount;
    byte[] bytes = new byte[tables + locationsLength + table.strings.length];
    int[] header = {
      MAGIC, table.version, table.flags, count, slotCount, locationsLength, table.strings.length
    };
    for (int i = 0; i < header.length; i++) {
      LittleEndian.putInt(bytes, Integer.BYTES * i, header[i]);
    }
    for (int i = 0; i < slotCount; i++) {
      LittleEndian.putInt(bytes, HEADER_LENGTH + Integer.BYTES * i, redirect[i]);
      LittleEndian.putInt(bytes, HEADER_LENGTH + Integer.BYTES * (slotCount + i), starts[i]);
    }
    System.arraycopy(locations, 0, bytes, tables, used);
    System.arraycopy(table.strings, 0, bytes, tables + locationsLength, table.strings.length);
    return bytes;
  }

  /** Writes an attribute, if it is not 0: its kind, its length, its bytes, the highest first. */
  private static int attribute(byte[] out, int at, int kind, long value) {
    if (value == 0) {
      return at;
    }
    int length = (Long.SIZE - Long.numberOfLeadingZeros(value) + Byte.SIZE - 1) / Byte.SIZE;
    out[at] = (byte) (kind << 3 | length - 1);
    for (int i = 1; i <= length; i++) {
      out[at + i] = (byte) (value >>> Byte.SIZE * (length - i));
    }
    return at + 1 + length;
  }
}
