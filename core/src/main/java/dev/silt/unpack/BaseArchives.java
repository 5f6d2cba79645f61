package dev.silt.unpack;

import dev.silt.error.CorruptDataException;
import dev.silt.io.ByteSource;
import dev.silt.io.Spool;
import dev.silt.io.WorkFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Archives of the base that are seen through: what is in them has numbers as base files have, from
 * the number of base files on; of each archive, in the order in which they were added, first its
 * skeleton, then its members. An archive can be a member of one that was added before.
 *
 * <p>Archives are added by one thread; then contents can be read by several. Small members are
 * inflated each time they are asked for, long ones once, into a work file.
 */
public final class BaseArchives {

  /** Archives in archives in archives, at most. */
  public static final int MAX_DEPTH = 8;

  private static final int MAX_IN_MEMORY = 1 << 18;

  /** Bytes of short skeletons that are kept at most, or one. */
  private static final long MAX_KEPT = 4 << 20;

  private final int fileCount;
  private final Files files;
  private final WorkFiles work;
  private final List<Archive> archives = new ArrayList<>();
  private final List<Integer> depths = new ArrayList<>();
  private final Map<Integer, ByteSource> spooled = new HashMap<>();
  private final Map<Integer, ByteSource> kept = new LinkedHashMap<>(16, 0.75f, true);
  private final BitSet made = new BitSet(); // indices of archives whose short skeleton was made
  private long keptLength;
  private int[] firsts = new int[4];
  private int[] archiveFiles = new int[4];
  private int end;
  private long layoutsHeap;
  private @Nullable Spool spool;

  /** The base files, by their numbers. */
  @FunctionalInterface
  public interface Files {

    /**
     * Returns a base file's content.
     *
     * @param file its number
     * @return its bytes
     * @throws IOException if it is not at hand
     */
    ByteSource content(int file) throws IOException;
  }

  private BaseArchives(int fileCount, Files files, WorkFiles work) {
    this.fileCount = fileCount;
    this.files = files;
    this.work = work;
    this.end = fileCount;
  }

  /**
   * No archives yet.
   *
   * @param fileCount how many base files there are
   * @param files the base files
   * @param work where long members and skeletons go
   * @return archives to be added to
   */
  public static BaseArchives create(int fileCount, Files files, WorkFiles work) {
    return new BaseArchives(fileCount, files, work);
  }

  /**
   * Adds an archive.
   *
   * @param number of a base file, or of a member of an archive added before
   * @param maxMembers members that it may have
   * @return whether it is an archive, and has not too many members, and is not too deep in others
   * @throws CorruptDataException if there is no such file, or it cannot be inflated
   * @throws IOException if it cannot be read
   */
  public boolean add(int number, int maxMembers) throws IOException {
    return add(number, maxMembers, source -> Archive.parse(source, true));
  }

  /**
   * As {@link #add(int, int)}, where it is known what is a class archive.
   *
   * @param number of a base file, or of a member of an archive added before
   * @param maxMembers members that it may have
   * @param layout where the parts of a class archive are; null if it is none
   * @return whether it is an archive, and has not too many members, and is not too deep in others
   * @throws CorruptDataException if there is no such file, or it cannot be inflated
   * @throws IOException if it cannot be read
   */
  public boolean add(int number, int maxMembers, @Nullable ClassLayout layout) throws IOException {
    return add(
        number,
        maxMembers,
        source ->
            layout == null ? Archive.parse(source, false) : Archive.ofClasses(source, layout));
  }

  /** Takes a file as an archive. */
  private interface Parser {
    @Nullable Archive parse(ByteSource source) throws IOException;
  }

  private boolean add(int number, int maxMembers, Parser parser) throws IOException {
    int depth = number < fileCount ? 0 : depths.get(archiveOf(number)) + 1;
    if (depth >= MAX_DEPTH) {
      return false;
    }
    ByteSource source = content(number, 0); // it is read often, and not held in memory
    Archive archive = parser.parse(source);
    ClassLayout classes = archive == null ? null : archive.layout();
    long heap = classes == null ? 0 : classes.heapLength();
    if (archive == null
        || heap > ClassLayout.MAX_HEAP - layoutsHeap
        || archive.memberCount() > Math.min(maxMembers, Integer.MAX_VALUE - 1 - end)) {
      return false;
    }
    layoutsHeap += heap;
    int count = archives.size();
    if (count == firsts.length) {
      firsts = Arrays.copyOf(firsts, 2 * count);
      archiveFiles = Arrays.copyOf(archiveFiles, 2 * count);
    }
    firsts[count] = end;
    archiveFiles[count] = number;
    archives.add(archive);
    depths.add(depth);
    end += 1 + archive.memberCount();
    return true;
  }

  /** {@return how many archives there are} */
  public int count() {
    return archives.size();
  }

  /** {@return the number after the last one: base files, skeletons and members} */
  public int end() {
    return end;
  }

  /** {@return how many base files there are} */
  public int fileCount() {
    return fileCount;
  }

  /**
   * Returns an archive.
   *
   * @param index in the order in which they were added
   * @return the archive
   */
  public Archive archive(int index) {
    return archives.get(index);
  }

  /**
   * Returns where an archive's numbers begin.
   *
   * @param index of the archive
   * @return its skeleton's number, which its members' numbers follow
   */
  public int first(int index) {
    return firsts[index];
  }

  /**
   * Returns the file that is the archive.
   *
   * @param index of the archive
   * @return the file's number
   */
  public int file(int index) {
    return archiveFiles[index];
  }

  /**
   * Finds the archive that has a number.
   *
   * @param number of a skeleton or member
   * @return the archive's index
   * @throws CorruptDataException if there is no such number
   */
  public int archiveOf(int number) throws CorruptDataException {
    if (number < fileCount || number >= end) {
      throw new CorruptDataException(
          "delta is damaged: number of a base file out of range: " + number);
    }
    int at = Arrays.binarySearch(firsts, 0, archives.size(), number);
    return at >= 0 ? at : -at - 2;
  }

  /**
   * Finds a member.
   *
   * @param number its number
   * @return the member; null if the number is a skeleton's
   * @throws CorruptDataException if there is no such number
   */
  public @Nullable Member member(int number) throws CorruptDataException {
    int index = archiveOf(number);
    int member = number - firsts[index] - 1;
    return member < 0 ? null : archives.get(index).member(member);
  }

  /**
   * Returns a member's stream as the archive has it.
   *
   * @param number the member's
   * @return its stream
   * @throws CorruptDataException if there is no such member
   */
  public ByteSource stream(int number) throws CorruptDataException {
    int index = archiveOf(number);
    if (number == firsts[index]) {
      throw new CorruptDataException("delta is damaged: a skeleton has no stream: " + number);
    }
    return archives.get(index).stream(number - firsts[index] - 1);
  }

  /**
   * Tells the length of what a number stands for.
   *
   * @param number of a member or skeleton
   * @return bytes of its content
   * @throws IOException if a skeleton cannot be read
   */
  public long length(int number) throws IOException {
    Member member = member(number);
    return member == null ? content(number).length() : member.contentLength();
  }

  /**
   * Returns the content that a number stands for.
   *
   * @param number of a base file, a member or a skeleton
   * @return its bytes, readable at any offset
   * @throws CorruptDataException if there is no such number, or the member cannot be inflated
   * @throws IOException if it cannot be read
   */
  public ByteSource content(int number) throws IOException {
    return content(number, MAX_IN_MEMORY);
  }

  private ByteSource content(int number, int maxInMemory) throws IOException {
    if (number >= 0 && number < fileCount) {
      return files.content(number);
    }
    Member member = member(number);
    if (member != null && !member.deflated()) {
      return stream(number);
    }
    if (member != null && member.plainLength() <= maxInMemory) {
      ByteArrayOutputStream plain = new ByteArrayOutputStream((int) member.plainLength());
      inflate(number, member, plain);
      return ByteSource.of(plain.toByteArray());
    }
    if (member == null && isShort(archives.get(archiveOf(number)))) {
      return new ShortSkeleton(number, shortSkeleton(number).length());
    }
    return spooled(number, member);
  }

  private static boolean isShort(Archive archive) {
    return archive.isInMemory() && archive.layout() == null;
  }

  private ByteSource spooled(int number, @Nullable Member member) throws IOException {
    synchronized (spooled) {
      ByteSource known = spooled.get(number);
      if (known == null) {
        known = spool(number, member);
        spooled.put(number, known);
      }
      return known;
    }
  }

  /**
   * A skeleton that is made in memory when it is read first, and again once it is no longer kept;
   * then it goes into a work file, so that nobody can have it made often.
   */
  private ByteSource shortSkeleton(int number) throws IOException {
    synchronized (spooled) {
      ByteSource known = spooled.getOrDefault(number, kept.get(number));
      if (known != null) {
        return known;
      }
      int index = archiveOf(number);
      if (made.get(index)) {
        return spooled(number, null);
      }
      made.set(index);
      ByteSource skeleton = Objects.requireNonNull(archives.get(index).skeleton());
      kept.put(number, skeleton);
      keptLength += skeleton.length();
      while (keptLength > MAX_KEPT && kept.size() > 1) {
        Iterator<ByteSource> eldest = kept.values().iterator();
        keptLength -= eldest.next().length();
        eldest.remove();
      }
      return skeleton;
    }
  }

  /** Holds no bytes. */
  private final class ShortSkeleton implements ByteSource {
    private final int number;
    private final long length;

    ShortSkeleton(int number, long length) {
      this.number = number;
      this.length = length;
    }

    @Override
    public long length() {
      return length;
    }

    @Override
    public int read(long offset, byte[] buffer, int from, int count) throws IOException {
      return shortSkeleton(number).read(offset, buffer, from, count);
    }
  }

  private ByteSource spool(int number, @Nullable Member member) throws IOException {
    Archive archive = member == null ? archives.get(archiveOf(number)) : null;
    if (archive != null && archive.layout() != null) {
      return Objects.requireNonNull(archive.skeleton());
    }
    Spool out = spool;
    if (out == null) {
      out = work.newSpool();
      spool = out;
    }
    long start = out.position();
    if (archive != null) {
      archive.writeSkeleton(null, out);
    } else {
      inflate(number, Objects.requireNonNull(member), out);
    }
    out.flush();
    return out.slice(start, out.position() - start);
  }

  private void inflate(int number, Member member, java.io.OutputStream out) throws IOException {
    if (!Inflation.inflate(stream(number), member.plainLength(), out)) {
      throw new CorruptDataException(
          "delta is damaged: it uses a member of a base archive that cannot be inflated: "
              + number);
    }
  }
}
