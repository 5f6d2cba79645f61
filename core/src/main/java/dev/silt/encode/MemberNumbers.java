package dev.silt.encode;

import dev.silt.delta.MemberList;
import dev.silt.delta.Unpacking;
import dev.silt.unpack.Archive;
import dev.silt.unpack.BaseArchives;
import dev.silt.unpack.ClassLayout;
import dev.silt.unpack.Member;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that a delta gives to what it uses of base archives: only archives that it uses have
 * numbers there. Adds up what a reader will do with them. Not safe for several threads.
 */
final class MemberNumbers {

  private final @Nullable BaseArchives archives;
  private final BitSet usedArchives = new BitSet();
  private final BitSet usedFiles = new BitSet();

  /** Numbers of skeletons made in memory that a content is made from. */
  private final BitSet shortOnes = new BitSet();

  /** What is added to the numbers of an archive's members, if it is used. */
  private final int[] moves;

  private long inflatedLength;
  private long skeletonsLength;
  private long packedLength;

  private MemberNumbers(@Nullable BaseArchives archives) {
    this.archives = archives;
    this.moves = new int[archives == null ? 0 : archives.count()];
  }

  /**
   * Numbers what is used.
   *
   * @param archives of the base; null if nothing is seen through
   * @param pairs the bases of all contents
   * @param seen the archives of the target
   * @param files know the base's lengths
   */
  static MemberNumbers of(
      @Nullable BaseArchives archives, List<Pair> pairs, SeenThrough seen, BaseFiles files)
      throws IOException {
    MemberNumbers numbers = new MemberNumbers(archives);
    for (Pair pair : pairs) {
      for (int file : pair.files()) {
        numbers.use(file);
        numbers.inflate(file, pair.files().size() == 1);
      }
    }
    for (MemberList list : seen.packed().values()) {
      for (int run = 0; run < list.runCount(); run++) {
        for (int i = 0; i < list.length(run); i++) {
          int number = list.first(run) + i;
          boolean isNew = list.source(run) == MemberList.Source.NEW;
          if (!isNew) {
            numbers.use(number);
          }
          if (list.source(run) == MemberList.Source.BASE) {
            numbers.inflate(number, true);
          }
          if (list.model(run) > 0) {
            numbers.packedLength += isNew ? seen.original(number).length() : files.length(number);
          }
        }
      }
    }
    numbers.count();
    return numbers;
  }

  private void use(int number) throws IOException {
    int file = number;
    while (archives != null && file >= archives.fileCount()) {
      int index = archives.archiveOf(file);
      if (usedArchives.get(index)) {
        return;
      }
      usedArchives.set(index);
      file = archives.file(index);
      inflate(file, true);
    }
    usedFiles.set(file);
  }

  /**
   * Counts what a reader makes of a number. A short skeleton goes into a work file only if it has
   * to be made again: for another content, or beside others.
   */
  private void inflate(int number, boolean isAlone) throws IOException {
    if (archives != null && number >= archives.fileCount()) {
      Member member = archives.member(number);
      inflatedLength += member != null && member.deflated() ? member.plainLength() : 0;
      Archive archive = archives.archive(archives.archiveOf(number));
      boolean isMadeAgain = archive.layout() == null && (!isAlone || shortOnes.get(number));
      boolean isWritten = member == null && (!archive.isInMemory() || isMadeAgain);
      shortOnes.set(number, member == null && archive.isInMemory());
      skeletonsLength += isWritten ? archives.length(number) : 0;
    }
  }

  private void count() {
    if (archives != null) {
      int next = archives.fileCount();
      for (int i = usedArchives.nextSetBit(0); i >= 0; i = usedArchives.nextSetBit(i + 1)) {
        moves[i] = next - archives.first(i);
        next += 1 + archives.archive(i).memberCount();
      }
    }
  }

  /** {@return bytes that are deflated to make archives} */
  long packedLength() {
    return packedLength;
  }

  /** {@return bytes of the base's skeletons that contents are made from} */
  long skeletonsLength() {
    return skeletonsLength;
  }

  /** {@return base files that are used, as entries of the base or as archives} */
  BitSet usedFiles() {
    return usedFiles;
  }

  /** {@return the number that a delta has for a base file, member or skeleton} */
  int number(int file) throws IOException {
    return archives == null || file < archives.fileCount()
        ? file
        : file + moves[archives.archiveOf(file)];
  }

  /** {@return numbers that a delta has} */
  List<Integer> numbers(List<Integer> files) throws IOException {
    List<Integer> numbers = new ArrayList<>(files.size());
    for (int file : files) {
      numbers.add(number(file));
    }
    return numbers;
  }

  /** {@return members by the numbers that a delta has} */
  MemberList members(MemberList list) throws IOException {
    MemberList numbered = new MemberList();
    for (int run = 0; run < list.runCount(); run++) {
      MemberList.Source source = list.source(run);
      for (int i = 0; i < list.length(run); i++) {
        int number = list.first(run) + i;
        numbered.add(
            source, source == MemberList.Source.NEW ? number : number(number), 1, list.model(run));
      }
    }
    return numbered;
  }

  /**
   * Adds up.
   *
   * @param seen the archives of the target
   * @param contents what is coded
   * @return what the delta says before its contents
   */
  Unpacking unpacking(SeenThrough seen, List<NewContent> contents) throws IOException {
    if (seen.packed().isEmpty() && usedArchives.isEmpty()) {
      return Unpacking.NONE;
    }
    List<Integer> files = new ArrayList<>();
    SortedMap<Integer, ClassLayout> layouts = new TreeMap<>();
    for (int i = usedArchives.nextSetBit(0);
        archives != null && i >= 0;
        i = usedArchives.nextSetBit(i + 1)) {
      int file = number(archives.file(i));
      files.add(file);
      ClassLayout layout = archives.archive(i).layout();
      if (layout != null) {
        layouts.put(file, layout);
      }
    }
    long unpackedLength = 0;
    for (int i = 0; i < contents.size(); i++) {
      boolean isPacked = seen.packed().containsKey(i);
      unpackedLength += isPacked ? contents.get(i).source().length() : 0;
      unpackedLength += i >= seen.contentCount() ? seen.original(i).length() : 0;
    }
    return new Unpacking(
        files, contents.size() - seen.contentCount(), unpackedLength, inflatedLength, layouts);
  }
}
