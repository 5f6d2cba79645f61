package dev.silt.unpack;

/**
 * What the index of a jimage file says, in the order of the resources in the file. 32 bytes a
 * resource, and the strings.
 */
final class JimageTable {

  /** Strings of a resource, in the order in which a location has them. */
  static final int MODULE = 0;

  static final int PARENT = 1;
  static final int BASE = 2;
  static final int EXTENSION = 3;

  /** How many of them are strings. */
  static final int STRINGS = 4;

  final int version;
  final int flags;
  final int count;

  /** Slots of the hash tables: as many as resources, or a few more. */
  final int slotCount;

  /** Zeros behind the locations. */
  final int padding;

  /** Of each kind of string and each resource: where it is in {@link #strings}. */
  final int[][] names;

  /** Bytes of a resource in the file if it is compressed, else 0. */
  final long[] compressedLengths;

  final long[] plainLengths;

  /** Strings, each up to a NUL or the end. */
  final byte[] strings;

  JimageTable(int version, int flags, int count, int slotCount, int padding, byte[] strings) {
    this.version = version;
    this.flags = flags;
    this.count = count;
    this.slotCount = slotCount;
    this.padding = padding;
    this.names = new int[STRINGS][count];
    this.compressedLengths = new long[count];
    this.plainLengths = new long[count];
    this.strings = strings;
  }

  /** {@return bytes of a resource in the file} */
  long length(int resource) {
    long compressed = compressedLengths[resource];
    return compressed > 0 ? compressed : plainLengths[resource];
  }

  /** {@return how many resources have bytes in the file: these are the members} */
  int memberCount() {
    int members = 0;
    for (int i = 0; i < count; i++) {
      members += length(i) > 0 ? 1 : 0;
    }
    return members;
  }

  /** {@return the name that a resource is looked up by, in UTF-8} */
  byte[] name(int resource) {
    int module = stringLength(names[MODULE][resource]);
    int parent = stringLength(names[PARENT][resource]);
    int base = stringLength(names[BASE][resource]);
    int extension = stringLength(names[EXTENSION][resource]);
    int length =
        (module > 0 ? module + 2 : 0)
            + (parent > 0 ? parent + 1 : 0)
            + base
            + (extension > 0 ? extension + 1 : 0);
    byte[] name = new byte[length];
    int at = 0;
    if (module > 0) {
      name[at++] = '/';
      at = put(name, at, names[MODULE][resource], module);
      name[at++] = '/';
    }
    if (parent > 0) {
      at = put(name, at, names[PARENT][resource], parent);
      name[at++] = '/';
    }
    at = put(name, at, names[BASE][resource], base);
    if (extension > 0) {
      name[at++] = '.';
      put(name, at, names[EXTENSION][resource], extension);
    }
    return name;
  }

  private int put(byte[] name, int at, int from, int length) {
    System.arraycopy(strings, from, name, at, length);
    return at + length;
  }

  private int stringLength(int offset) {
    int end = offset;
    while (end < strings.length && strings[end] != 0) {
      end++;
    }
    return end - offset;
  }
}
