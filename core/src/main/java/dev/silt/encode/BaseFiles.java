package dev.silt.encode;

import dev.silt.delta.BaseEntries;
import dev.silt.unpack.Member;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What bases of contents are called and how long they are: the base files, and behind them what is
 * in the archives among them. Safe for several threads.
 */
final class BaseFiles {

  private final BaseEntries entries;
  private final @Nullable BaseMembers members;
  private final Map<Integer, Long> skeletonLengths = new ConcurrentHashMap<>();

  private BaseFiles(BaseEntries entries, @Nullable BaseMembers members) {
    this.entries = entries;
    this.members = members;
  }

  static BaseFiles of(BaseEntries entries, @Nullable BaseMembers members) {
    return new BaseFiles(entries, members);
  }

  /** {@return the number after the last one} */
  int count() {
    return members == null ? entries.fileCount() : members.archives().end();
  }

  /** {@return how many are entries of the base} */
  int entryFileCount() {
    return entries.fileCount();
  }

  /** {@return bytes of a content} */
  long length(int file) {
    if (file < entries.fileCount() || members == null) {
      return entries.file(file).dataLength();
    }
    try {
      Member member = members.member(file);
      return member != null ? member.contentLength() : skeletonLength(members, file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private long skeletonLength(BaseMembers known, int number) throws IOException {
    Long length = skeletonLengths.get(number);
    if (length == null) {
      length = known.archives().content(number).length();
      skeletonLengths.put(number, length);
    }
    return length;
  }

  /**
   * Tells whether a member of an archive seems to be none that was asked about before.
   *
   * @param file a number
   * @param kinds what was asked about; gets this
   */
  boolean isFirstOfItsKind(int file, Set<Long> kinds) throws IOException {
    Member member = members == null ? null : members.member(file);
    return member != null
        && kinds.add(((long) member.crc() << Integer.SIZE) ^ member.plainLength());
  }

  /** {@return bytes of several contents} */
  long length(Iterable<Integer> files) {
    long total = 0;
    for (int file : files) {
      total += length(file);
    }
    return total;
  }
}
