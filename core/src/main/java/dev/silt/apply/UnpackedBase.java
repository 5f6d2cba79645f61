package dev.silt.apply;

import dev.silt.delta.BaseContents;
import dev.silt.delta.Unpacking;
import dev.silt.error.CorruptDataException;
import dev.silt.io.ByteSource;
import dev.silt.io.WorkFiles;
import dev.silt.unpack.BaseArchives;
import dev.silt.unpack.Member;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * The base files, and behind them what the archives among them hold that a delta sees through.
 * Counts what is inflated, and makes no more than the delta has declared. Not safe for several
 * threads, but for what was charged.
 */
final class UnpackedBase implements BaseContents {

  private final BaseArchives archives;
  private long left;

  private UnpackedBase(BaseArchives archives, long left) {
    this.archives = archives;
    this.left = left;
  }

  /**
   * Reads the directories of the archives.
   *
   * @param unpacking names them
   * @param fileCount how many base files there are
   * @param base the base files that the delta may use
   * @param work where what is inflated goes
   */
  static UnpackedBase open(Unpacking unpacking, int fileCount, BaseContents base, WorkFiles work)
      throws IOException {
    BaseArchives archives = BaseArchives.create(fileCount, base::content, work);
    UnpackedBase unpacked = new UnpackedBase(archives, unpacking.inflatedLength());
    Set<Integer> seen = new HashSet<>();
    for (int file : unpacking.archives()) {
      if (!seen.add(file)) {
        throw corrupt("it sees through a base file twice: " + file);
      }
      if (file >= fileCount) {
        unpacked.charge(file);
      }
      int room = Unpacking.MAX_BASE_MEMBERS - (archives.end() - fileCount);
      if (room <= 0 || !archives.add(file, room - 1, unpacking.layouts().get(file))) {
        throw corrupt("it sees through a base file that is no archive, or too large: " + file);
      }
    }
    return unpacked;
  }

  @Override
  public ByteSource content(int file) throws IOException {
    if (file >= archives.fileCount()) {
      charge(file);
    }
    return archives.content(file);
  }

  /**
   * Counts what is inflated for a content that will be asked for.
   *
   * @return its length
   */
  long charge(int file) throws IOException {
    if (file < archives.fileCount()) {
      return archives.content(file).length();
    }
    Member member = archives.member(file);
    long length = member == null ? 0 : member.deflated() ? member.plainLength() : 0;
    if (length > left) {
      throw corrupt("base archives are longer than it says");
    }
    left -= length;
    return archives.length(file);
  }

  /** A content that was charged; safe for several threads. */
  ByteSource charged(int file) throws IOException {
    return archives.content(file);
  }

  /** The stream of a member as it is. */
  ByteSource stream(int number) throws CorruptDataException {
    return archives.stream(number);
  }

  /** What the archive says of a member. */
  Member member(int number) throws CorruptDataException {
    Member member = archives.member(number);
    if (member == null) {
      throw corrupt("a skeleton is no member: " + number);
    }
    return member;
  }

  private static CorruptDataException corrupt(String what) {
    return new CorruptDataException("delta is damaged: " + what + ", section=CONTENTS");
  }
}
