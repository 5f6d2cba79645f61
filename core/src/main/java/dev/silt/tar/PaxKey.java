package dev.silt.tar;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The PAX keys that set a field of the entry. */
enum PaxKey {
  PATH,
  LINKPATH,
  UNAME,
  GNAME,
  UID,
  GID,
  SIZE,
  MTIME,
  /** Any other. */
  OTHER;

  private static final PaxKey[] ALL = values();

  private final String text = name().toLowerCase(Locale.ROOT);

  static PaxKey of(byte[] key) {
    if (key.length < 3 || key.length > 8) {
      return OTHER;
    }
    for (PaxKey candidate : ALL) {
      if (candidate != OTHER && candidate.is(key)) {
        return candidate;
      }
    }
    return OTHER;
  }

  private boolean is(byte[] key) {
    if (key.length != text.length()) {
      return false;
    }
    for (int i = 0; i < key.length; i++) {
      if (key[i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * @param entry what the record would be about
   * @return the value a record with this key has, as every tool writes it
   */
  byte[] valueOf(TarEntry entry) {
    return switch (this) {
      case PATH -> entry.path();
      case LINKPATH -> entry.linkTarget();
      case UNAME -> entry.userName();
      case GNAME -> entry.groupName();
      case UID -> ascii(Long.toString(entry.uid()));
      case GID -> ascii(Long.toString(entry.gid()));
      case SIZE -> ascii(Long.toString(entry.dataLength()));
      case MTIME -> PaxTime.format(entry.mtimeSeconds(), entry.mtimeFraction());
      case OTHER -> throw new IllegalStateException("no field");
    };
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
