package dev.silt.delta;

import org.jspecify.annotations.Nullable;

/** What a path of a root file system is. */
public enum NodeType {
  FILE(1),
  SYMBOLIC_LINK(2),
  CHARACTER_DEVICE(3),
  BLOCK_DEVICE(4),
  DIRECTORY(5),
  FIFO(6);

  private final int code;

  NodeType(int code) {
    this.code = code;
  }

  /** {@return its number in the format; 0 stands for nothing} */
  int code() {
    return code;
  }

  static @Nullable NodeType ofCode(int code) {
    return code >= 1 && code <= values().length ? values()[code - 1] : null;
  }

  /** {@return whether it is a device} */
  public boolean isDevice() {
    return this == CHARACTER_DEVICE || this == BLOCK_DEVICE;
  }

  /** {@return whether it is neither file nor directory nor link} */
  public boolean isSpecial() {
    return isDevice() || this == FIFO;
  }
}
