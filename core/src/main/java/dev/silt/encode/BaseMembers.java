package dev.silt.encode;

import dev.silt.delta.Unpacking;
import dev.silt.error.CorruptDataException;
import dev.silt.io.ByteSource;
import dev.silt.unpack.Archive;
import dev.silt.unpack.BaseArchives;
import dev.silt.unpack.Member;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All archives of a base, and what is in them, with indexes over it: 24 bytes a member beside the
 * archives' own. Immutable and safe for several threads once it is made.
 */
final class BaseMembers {

  /** Members whose names end so are looked into though they are deflated. */
  private static final Pattern ARCHIVE_NAME =
      Pattern.compile(".*\\.([jwer]ar|aar|zip|whl|egg|apk|nupkg|gz|tgz)", Pattern.DOTALL);

  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  private final BaseArchives archives;
  private final Map<Integer, Integer> archiveOfFile = new HashMap<>();
  private final HashIndex names = new HashIndex();
  private final HashIndex patterns = new HashIndex();
  private final HashIndex streams = new HashIndex();
  private final BitSet indexed = new BitSet();

  private BaseMembers(BaseArchives archives) {
    this.archives = archives;
  }

  /**
   * Looks through all base files, and what is in them.
   *
   * @param archives empty
   * @return the members
   */
  static BaseMembers read(BaseArchives archives) throws IOException {
    BaseMembers members = new BaseMembers(archives);
    for (int file = 0; file < archives.fileCount(); file++) {
      members.add(file, false);
    }
    for (int i = 0; i < archives.count(); i++) {
      members.addNested(i); // behind
      members.index(i);
    }
    members.sort();
    return members;
  }

  /**
   * Leaves out what lies in other base files than some.
   *
   * @param files which base files count
   * @return the members that are left, their numbers the same
   */
  BaseMembers within(IntPredicate files) throws IOException {
    BitSet some = new BitSet();
    for (int i = 0; i < archives.count(); i++) {
      some.set(i, files.test(rootOf(archives.file(i))));
    }
    if (some.cardinality() == archives.count()) {
      return this;
    }
    BaseMembers members = new BaseMembers(archives);
    for (int i = some.nextSetBit(0); i >= 0; i = some.nextSetBit(i + 1)) {
      members.archiveOfFile.put(archives.file(i), i);
      members.index(i);
    }
    members.sort();
    return members;
  }

  private void sort() {
    names.sort();
    patterns.sort();
    streams.sort();
  }

  private void add(int file, boolean isMember) throws IOException {
    int room = Unpacking.MAX_BASE_MEMBERS - (archives.end() - archives.fileCount());
    if (archives.count() == Unpacking.MAX_ARCHIVES || room <= 0) {
      return;
    }
    try {
      if (archives.add(file, room - 1)) {
        archiveOfFile.put(file, archives.count() - 1);
      }
    } catch (CorruptDataException e) {
      if (!isMember) {
        throw e; // a member that cannot be inflated is only bytes
      }
    }
  }

  private void addNested(int index) throws IOException {
    Archive archive = archives.archive(index);
    byte[][] all = archive.names();
    for (int i = 0; i < all.length; i++) {
      if (isArchiveName(all[i])
          || !archive.member(i).deflated() && Archive.isLikely(archive.stream(i))) {
        add(archives.first(index) + 1 + i, true);
      }
    }
  }

  private void index(int index) throws IOException {
    indexed.set(index);
    Archive archive = archives.archive(index);
    byte[][] all = archive.names();
    int first = archives.first(index) + 1;
    for (int i = 0; i < all.length; i++) {
      Member member = archive.member(i);
      names.add(HashIndex.hash(all[i]), first + i);
      patterns.add(patternHash(all[i]), first + i);
      streams.add(streamHash(member), first + i);
    }
  }

  static boolean isArchiveName(byte[] name) {
    return ARCHIVE_NAME.matcher(text(name)).matches();
  }

  private static String text(byte[] name) {
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  /** The same for names that differ only in digits. */
  private static long patternHash(byte[] name) {
    boolean digits = false;
    for (byte b : name) {
      digits |= b >= '0' && b <= '9';
    }
    return HashIndex.hash(
        digits
            ? DIGITS.matcher(text(name)).replaceAll("#").getBytes(StandardCharsets.ISO_8859_1)
            : name);
  }

  private static long streamHash(Member member) {
    return HashIndex.hash(member.crc(), member.plainLength(), member.length());
  }

  BaseArchives archives() {
    return archives;
  }

  /** {@return whether these are the members that have a number} */
  boolean contains(int number) throws CorruptDataException {
    return indexed.get(archives.archiveOf(number));
  }

  /** {@return index of the archive that a base file or member is; -1 if it is none} */
  int archiveOf(int file) {
    return archiveOfFile.getOrDefault(file, -1);
  }

  /** {@return number of a member of one archive with a name, or a name like it; else -1} */
  int find(int archive, byte[] name) {
    int first = archives.first(archive) + 1;
    int end = first + archives.archive(archive).memberCount();
    int found = names.find(HashIndex.hash(name), first, end);
    return found >= 0 ? found : patterns.find(patternHash(name), first, end);
  }

  /** {@return number of a member of any archive with a name, or a name like it; else -1} */
  int find(byte[] name) {
    int found = names.find(HashIndex.hash(name), archives.fileCount(), archives.end());
    return found >= 0
        ? found
        : patterns.find(patternHash(name), archives.fileCount(), archives.end());
  }

  /**
   * Finds a member that has a stream.
   *
   * @param member what the target's archive says of it
   * @param stream its bytes
   * @param expected the number that is looked at first
   * @param archive the archive that is looked into next; -1 if none
   * @return a base member's number, or -1
   */
  int findStream(Member member, ByteSource stream, int expected, int archive) throws IOException {
    long hash = streamHash(member);
    if (archive >= 0) {
      int first = archives.first(archive) + 1;
      int end = first + archives.archive(archive).memberCount();
      int from = Math.min(end, Math.max(first, expected));
      int found = streams.find(hash, from, end);
      found = found < 0 ? streams.find(hash, first, from) : found;
      if (found >= 0 && isStream(found, member, stream)) {
        return found;
      }
    }
    int found = streams.find(hash, archives.fileCount(), archives.end());
    return found >= 0 && isStream(found, member, stream) ? found : -1;
  }

  private boolean isStream(int number, Member member, ByteSource stream) throws IOException {
    Member known = archives.member(number);
    return known != null
        && known.crc() == member.crc()
        && known.plainLength() == member.plainLength()
        && known.deflated() == member.deflated()
        && known.length() == member.length()
        && equal(archives.stream(number), stream);
  }

  private static boolean equal(ByteSource a, ByteSource b) throws IOException {
    byte[] bytesOfA = new byte[(int) Math.min(1 << 14, a.length())];
    byte[] bytesOfB = new byte[bytesOfA.length];
    for (long done = 0; done < a.length(); done += bytesOfA.length) {
      int n = (int) Math.min(bytesOfA.length, a.length() - done);
      a.readFully(done, bytesOfA, 0, n);
      b.readFully(done, bytesOfB, 0, n);
      if (!Arrays.equals(bytesOfA, 0, n, bytesOfB, 0, n)) {
        return false;
      }
    }
    return true;
  }

  /** {@return whether a member's content can be read} */
  boolean isReadable(int number) throws IOException {
    try {
      return archives.content(number).length() > 0;
    } catch (CorruptDataException e) {
      return false;
    }
  }

  /** {@return number of the base file that holds a member, however deep} */
  int rootOf(int number) throws IOException {
    int file = number;
    while (file >= archives.fileCount()) {
      file = archives.file(archives.archiveOf(file));
    }
    return file;
  }

  @Nullable Member member(int number) throws CorruptDataException {
    return archives.member(number);
  }
}
