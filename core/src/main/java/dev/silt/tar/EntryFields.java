package dev.silt.tar;

/** The effective fields of an entry while they are collected. */
final class EntryFields {

  private static final Owner NOBODY = new Owner(0, 0, TarEntry.NO_BYTES, TarEntry.NO_BYTES, 0, 0);

  byte[] path = TarEntry.NO_BYTES;
  byte[] linkTarget = TarEntry.NO_BYTES;
  byte[] mtimeFraction = TarEntry.NO_BYTES;
  Owner owner = NOBODY;
  long mtimeSeconds;
  long dataLength;
  int mode;
  byte type;
}
