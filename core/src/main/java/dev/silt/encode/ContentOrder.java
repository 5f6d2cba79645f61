package dev.silt.encode;

import dev.silt.delta.Op;
import dev.silt.delta.OpList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In which order contents are coded: like beside like, which is what streams that remember a few
 * MiB are good at. By what follows the last dot of the file name, then by path; programs come last,
 * by length.
 */
final class ContentOrder {

  /** Literals of a content, on average, from which on the order is worth its bytes. */
  private static final int MIN_LITERALS = 512;

  private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};

  private ContentOrder() {}

  /** What a content is sorted by. */
  private record Key(int number, boolean elf, long length, byte[] path, int dot) {

    /** Programs of one length are often of one kind; other contents' lengths say nothing. */
    long codeLength() {
      return elf ? length : 0;
    }
  }

  /**
   * Orders contents.
   *
   * @param contents in the order of first use
   * @param ops of each; null if it is all literals
   * @return their numbers in the order of coding
   * @throws IOException if one cannot be read
   */
  static List<Integer> of(List<NewContent> contents, List<@Nullable OpList> ops)
      throws IOException {
    long literals = 0;
    List<Key> keys = new ArrayList<>(contents.size());
    for (int i = 0; i < contents.size(); i++) {
      keys.add(key(i, contents.get(i)));
      literals += literals(contents.get(i), ops.get(i));
    }
    if (literals >= (long) MIN_LITERALS * contents.size()) {
      keys.sort(
          Comparator.comparing(Key::elf)
              .thenComparingLong(Key::codeLength)
              .thenComparing(ContentOrder::compareSuffixes)
              .thenComparing(Key::path, Arrays::compareUnsigned)
              .thenComparingInt(Key::number));
    }
    return keys.stream().map(Key::number).toList();
  }

  private static Key key(int number, NewContent content) throws IOException {
    byte[] head = new byte[ELF.length];
    boolean elf = content.source().read(0, head, 0, head.length) == ELF.length;
    byte[] path = content.path();
    int dot = path.length;
    for (int i = path.length - 1; i >= 0 && path[i] != '/'; i--) {
      if (path[i] == '.') {
        dot = i;
        break;
      }
    }
    return new Key(number, elf && Arrays.equals(head, ELF), content.source().length(), path, dot);
  }

  private static int compareSuffixes(Key a, Key b) {
    return Arrays.compareUnsigned(a.path, a.dot, a.path.length, b.path, b.dot, b.path.length);
  }

  private static long literals(NewContent content, @Nullable OpList ops) {
    return ops == null ? content.source().length() : ops.totalLength(Op.INSERT);
  }
}
