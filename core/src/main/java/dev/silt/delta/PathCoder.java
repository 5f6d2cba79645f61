package dev.silt.delta;

import dev.silt.error.CorruptDataException;
import dev.silt.io.Leb128;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Codes paths by where the base has them. Two guesses cost nothing: the entry that follows in the
 * base's tar order (a layer built again by the same tool), and the one that follows in path order
 * (layers squashed or split by a tool that walks a directory tree). Not safe for several threads.
 */
final class PathCoder {

  private static final int NEXT_IN_TAR = 0;
  private static final int NEXT_IN_PATH = 1;
  private static final int ELSEWHERE = 2;
  private static final int NEW = 3;

  private final FieldIo io;
  private final BaseEntries base;
  private int lastIndex = -1;
  private byte[] lastBody = {};

  PathCoder(FieldIo io, BaseEntries base) {
    this.io = io;
    this.base = base;
  }

  /** {@return the base entry that the last path belongs to, or -1} */
  int code(byte @Nullable [] actual) throws IOException {
    int inTar = lastIndex + 1 < base.count() ? lastIndex + 1 : -1;
    int inPath = base.successor(lastBody);
    int mode = actual == null ? 0 : choose(actual, inTar, inPath);
    long coded = io.number(Column.PATH_MODE, mode);
    mode = coded < 0 || coded > NEW ? -1 : (int) coded;
    int index =
        switch (mode) {
          case NEXT_IN_TAR -> inTar;
          case NEXT_IN_PATH -> inPath;
          case ELSEWHERE -> elsewhere(actual);
          case NEW -> -1;
          default -> throw corrupt("mode of a path");
        };
    if (mode == NEW) {
      lastBody = fresh(actual);
    } else if (index < 0 || index >= base.count()) {
      throw corrupt("index of a path");
    } else {
      lastBody = base.body(index);
      lastIndex = index;
    }
    return index;
  }

  byte[] body() {
    return lastBody;
  }

  private int choose(byte[] actual, int inTar, int inPath) {
    if (inTar >= 0 && Arrays.equals(base.body(inTar), actual)) {
      return NEXT_IN_TAR;
    }
    if (inPath >= 0 && Arrays.equals(base.body(inPath), actual)) {
      return NEXT_IN_PATH;
    }
    return base.findBody(actual) >= 0 ? ELSEWHERE : NEW;
  }

  private int elsewhere(byte @Nullable [] actual) throws IOException {
    long distance = actual == null ? 0 : (long) base.findBody(actual) - lastIndex;
    long index =
        lastIndex + Leb128.unzigzag(io.number(Column.PATH_NUMBER, Leb128.zigzag(distance)));
    return index < 0 || index >= base.count() ? -1 : (int) index;
  }

  private byte[] fresh(byte @Nullable [] actual) throws IOException {
    int same = 0;
    byte[] rest = null;
    if (actual != null) {
      int mismatch = Arrays.mismatch(actual, lastBody);
      same = mismatch < 0 ? actual.length : mismatch;
      rest = Arrays.copyOfRange(actual, same, actual.length);
    }
    long shared = io.number(Column.PATH_NUMBER, same);
    rest = io.bytes(Column.PATH_BYTES, rest);
    if (shared < 0 || shared > lastBody.length) {
      throw corrupt("shared length of a path");
    }
    io.checkLength("path of an entry", shared + rest.length);
    byte[] body = Arrays.copyOf(lastBody, (int) shared + rest.length);
    System.arraycopy(rest, 0, body, (int) shared, rest.length);
    return body;
  }

  private static CorruptDataException corrupt(String what) {
    return new CorruptDataException("delta is damaged: " + what + " out of range, section=ENTRIES");
  }
}
