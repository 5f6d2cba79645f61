package dev.silt.delta;

/** The columns of the ENTRIES section, in the order in which they are stored. */
enum Column {
  /** How each entry's path is found. */
  PATH_MODE,
  /** Indices, lengths of shared prefixes. */
  PATH_NUMBER,
  /** Rests of new paths. */
  PATH_BYTES,
  /** Which fields of an entry are not as predicted. */
  MASK,
  /** Header forms: indices, and new ones. */
  FORM,
  /** Types, modes, owners, devices that are not as predicted. */
  FIELD,
  /** Modification times that are not as predicted. */
  MTIME,
  /** Names, link targets, literals that are not as predicted. */
  BYTES,
  /** Contents that are not as predicted. */
  CONTENT,
  /** Whole headers, paddings. */
  RAW
}
