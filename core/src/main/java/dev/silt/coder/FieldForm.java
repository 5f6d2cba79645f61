package dev.silt.coder;

/** In what form a content has references. */
public enum FieldForm {
  /** Four bytes from the first that differs on, as in x86-64 code and in data. */
  BYTES,
  /** Words of AArch64 code. */
  AARCH64,
  /** Branches of Thumb code, from any even place on; else as {@link #BYTES}. */
  THUMB
}
