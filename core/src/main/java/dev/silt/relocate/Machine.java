package dev.silt.relocate;

import org.jspecify.annotations.Nullable;

/** Whose code a program holds. */
public enum Machine {
  /** x86-64. */
  X86_64(62, ElfClass.BITS_64),
  /** AArch64. */
  AARCH64(183, ElfClass.BITS_64),
  /** None: a class archive of a Java virtual machine has data only. */
  NONE(-1, ElfClass.BITS_64),
  /** ARM of 32 bits: Thumb or ARM instructions, little-endian. */
  ARM(40, ElfClass.BITS_32);

  private final int code;
  private final ElfClass elfClass;

  Machine(int code, ElfClass elfClass) {
    this.code = code;
    this.elfClass = elfClass;
  }

  /** {@return how the headers of its programs are laid out} */
  ElfClass elfClass() {
    return elfClass;
  }

  /** {@return the machine that the first bytes of a file name; null if it is none of these} */
  static @Nullable Machine of(byte[] header) {
    for (Machine machine : values()) {
      if (machine.elfClass.isOf(header) && ElfLayout.int16(header, 18) == machine.code) {
        return machine;
      }
    }
    return null;
  }
}
