package dev.silt.delta;

import dev.silt.error.CorruptDataException;
import dev.silt.io.Leb128;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Codes which content an entry has. The guess is: the content of the base's entry of the same path,
 * or the next new one if there is none. Not safe for several threads.
 */
final class ContentRefCoder {

  private static final int NEXT_NEW = 0;
  private static final int NONE = 1;
  private static final int EARLIER_NEW = 2;
  private static final int FIRST_BASE = 3;

  private final FieldIo io;
  private final BaseEntries base;
  private int newCount;
  private int lastFile;

  ContentRefCoder(FieldIo io, BaseEntries base) {
    this.io = io;
    this.base = base;
  }

  /** {@return how many new contents have been referred to} */
  int newCount() {
    return newCount;
  }

  /** What an entry has if nothing is said; {@code index} is its base entry, or -1. */
  ContentRef guess(int index, byte type) {
    if (isHeaderOnly(type)) {
      return ContentRef.NONE;
    }
    if (index < 0) {
      return ContentRef.ofNew(newCount);
    }
    int file = base.fileNumber(index);
    return file >= 0 ? ContentRef.ofBase(file) : ContentRef.NONE;
  }

  /** Links, devices, directories and FIFOs: whatever their size field says, no data follow. */
  static boolean isHeaderOnly(byte type) {
    return type >= '1' && type <= '6';
  }

  /** Takes note of a content that was guessed. */
  ContentRef accept(ContentRef guessed) {
    if (guessed.kind() == ContentRef.Kind.BASE) {
      lastFile = guessed.number();
    } else if (guessed.kind() == ContentRef.Kind.NEW) {
      newCount = Math.max(newCount, guessed.number() + 1);
    }
    return guessed;
  }

  /** Codes a content in full. */
  ContentRef code(@Nullable ContentRef actual) throws IOException {
    long code = io.number(Column.CONTENT, actual == null ? 0 : encode(actual));
    if (code == NEXT_NEW) {
      return accept(ContentRef.ofNew(newCount));
    }
    if (code == NONE) {
      return ContentRef.NONE;
    }
    if (code == EARLIER_NEW) {
      long back = io.number(Column.CONTENT, actual == null ? 0 : newCount - 1L - actual.number());
      if (back < 0 || back >= newCount) {
        throw corrupt("new content");
      }
      return ContentRef.ofNew((int) (newCount - 1 - back));
    }
    long file = lastFile + Leb128.unzigzag(code - FIRST_BASE);
    if (file < 0 || file >= base.fileCount()) {
      throw corrupt("base file");
    }
    return accept(ContentRef.ofBase((int) file));
  }

  private long encode(ContentRef actual) {
    return switch (actual.kind()) {
      case NONE -> NONE;
      case NEW -> actual.number() == newCount ? NEXT_NEW : EARLIER_NEW;
      case BASE -> FIRST_BASE + Leb128.zigzag((long) actual.number() - lastFile);
    };
  }

  private static CorruptDataException corrupt(String what) {
    return new CorruptDataException(
        "delta is damaged: number of a " + what + " out of range, section=ENTRIES");
  }
}
