package dev.silt.delta;

/** The columns of the TREE section, in the order in which they are stored. */
enum TreeColumn {
  /** Bytes that a path shares with the one before. */
  PATH_NUMBER,
  /** Rests of paths. */
  PATH_BYTES,
  /** Types and changes. */
  KIND,
  /** Numbers of base files, contents and items; devices. */
  NUMBER,
  /** Begins of digests. */
  CHECK,
  /** Which attributes are said. */
  MASK,
  /** Modes and owners. */
  FIELD,
  /** Modification times. */
  MTIME,
  /** Targets of symbolic links. */
  BYTES,
  /** Sets of extended attributes. */
  XATTR
}
