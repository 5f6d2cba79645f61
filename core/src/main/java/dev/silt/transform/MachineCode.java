package dev.silt.transform;

import org.jspecify.annotations.Nullable;

/** Whose instructions a content holds. */
public enum MachineCode {
  /** None that is known. */
  NONE(0),
  /** Calls, jumps and operands relative to the instruction pointer of x86-64 are rewritten. */
  X86_64(1),
  /** Branches with link and page addresses of AArch64 are rewritten. */
  AARCH64(2),
  /** Calls of Thumb code are rewritten. */
  ARM(5);

  private final int code;

  MachineCode(int code) {
    this.code = code;
  }

  /** {@return its number in a delta} */
  public int code() {
    return code;
  }

  /**
   * Finds one by its number.
   *
   * @param code the number
   * @return the machine; null if there is none
   */
  public static @Nullable MachineCode ofCode(long code) {
    for (MachineCode machine : values()) {
      if (machine.code == code) {
        return machine;
      }
    }
    return null;
  }
}
