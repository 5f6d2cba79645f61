package dev.silt.rootfs;

/** What a path of a tree can be. */
public enum FileType {
  /** A named pipe. */
  FIFO(0010000, '6'),
  /** A character device. */
  CHARACTER_DEVICE(0020000, '3'),
  /** A directory. */
  DIRECTORY(0040000, '5'),
  /** A block device. */
  BLOCK_DEVICE(0060000, '4'),
  /** A regular file. */
  FILE(0100000, '0'),
  /** A symbolic link. */
  SYMBOLIC_LINK(0120000, '2'),
  /** A further name of what the tree had before; the system has no such type. */
  HARD_LINK(-1, '1'),
  /** Sockets, and whatever else there may be: not part of a tree. */
  OTHER(-2, '\0');

  private static final FileType[] ALL = values();

  private final int bits;
  private final char flag;

  FileType(int bits, char flag) {
    this.bits = bits;
    this.flag = flag;
  }

  static FileType of(int bits) {
    for (FileType type : ALL) {
      if (type.bits == bits) {
        return type;
      }
    }
    return OTHER;
  }

  /** {@return the type byte of a tar header} */
  char flag() {
    return flag;
  }

  /** {@return whether it is a device} */
  public boolean isDevice() {
    return this == CHARACTER_DEVICE || this == BLOCK_DEVICE;
  }
}
