package dev.silt.encode;

import dev.silt.delta.ContentRef;
import dev.silt.delta.MemberList;
import dev.silt.delta.OpaqueReason;
import dev.silt.delta.PairReason;
import dev.silt.hash.Digest;
import dev.silt.io.ByteSource;
import dev.silt.unpack.Archive;
import dev.silt.unpack.BaseArchives;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The new contents that are archives, and what is coded in their place: skeletons, and behind all
 * other new contents their members that the base lacks. Not safe for several threads.
 */
final class SeenThrough {

  private final Catalog catalog;
  private final List<Pair> pairs;
  private final UsableBase usable;
  private final int contentCount;
  private final List<ByteSource> originals = new ArrayList<>();
  private final Map<Integer, MemberList> packed = new TreeMap<>();
  private final Map<Integer, Whole> wholes = new TreeMap<>();

  /** Of each member that is coded the archive that has it first. */
  private final List<Integer> owners = new ArrayList<>();

  private final Map<Integer, List<Integer>> owned = new HashMap<>();

  /** What a literal of each of these costs. */
  private final List<Integer> literals = new ArrayList<>();

  private final List<Integer> depths = new ArrayList<>();
  private final BitSet closed = new BitSet();
  private final Map<Integer, OpaqueReason> opaque = new TreeMap<>();

  /**
   * An archive that is seen through.
   *
   * @param content the archive as it is
   * @param pair its bases as it is
   * @param archive what it is made from
   */
  record Whole(NewContent content, Pair pair, TargetArchive archive) {}

  private SeenThrough(Catalog catalog, List<Pair> pairs, UsableBase usable) {
    this.catalog = catalog;
    this.pairs = pairs;
    this.usable = usable;
    this.contentCount = catalog.newContents().size();
    catalog.newContents().forEach(content -> originals.add(content.source()));
  }

  /**
   * Replaces archives.
   *
   * @param catalog gets skeletons in the place of archives, and new members
   * @param pairs the same
   * @param targets sees through the target's archives; null if nothing is to be seen through
   * @param usable what the base has of them
   * @return what was done
   */
  static SeenThrough of(
      Catalog catalog, List<Pair> pairs, @Nullable TargetArchives targets, UsableBase usable)
      throws IOException {
    SeenThrough seen = new SeenThrough(catalog, pairs, usable);
    BaseMembers base = usable.members();
    for (int number = 0; number < catalog.newContents().size(); number++) {
      if (targets != null && base != null) {
        seen.look(number, targets, base);
      } else {
        seen.leave(number, OpaqueReason.UNTRIED);
      }
    }
    return seen;
  }

  private void look(int number, TargetArchives targets, BaseMembers base) throws IOException {
    NewContent content = catalog.newContent(number);
    List<Integer> files = pairs.get(number).files();
    int archive = files.isEmpty() ? -1 : base.archiveOf(files.get(0));
    if (closed.get(number) || depth(number) >= BaseArchives.MAX_DEPTH) {
      leave(number, OpaqueReason.LIMIT);
      return;
    }
    TargetArchive found = targets.find(content, archive);
    if (found == null) {
      OpaqueReason why = targets.opaque(content);
      if (why != null) {
        opaque.put(number, why);
      }
      return;
    }
    MemberList list = new MemberList();
    for (TargetMember member : found.members()) {
      if (member.stream() >= 0) {
        list.add(MemberList.Source.STREAM, member.stream(), 1, 0);
      } else {
        add(list, member, number, archive, base);
      }
    }
    packed.put(number, list);
    wholes.put(number, new Whole(content, pairs.get(number), found));
    catalog.replace(number, new NewContent(content.path(), found.digest(), found.skeleton(), true));
    pairs.set(
        number,
        archive < 0
            ? Pair.NONE
            : Pair.of(base.archives().first(archive), pairs.get(number).reason()));
  }

  private void leave(int number, OpaqueReason why) throws IOException {
    if (Archive.isLikely(catalog.newContent(number).source())) {
      opaque.put(number, why);
    }
  }

  private int depth(int number) {
    return number < contentCount ? 0 : depths.get(number - contentCount);
  }

  private void add(MemberList list, TargetMember member, int number, int archive, BaseMembers base)
      throws IOException {
    Digest digest = Objects.requireNonNull(member.digest());
    ContentRef ref = catalog.find(digest, usable);
    if (ref != null && ref.kind() == ContentRef.Kind.BASE) {
      list.add(MemberList.Source.BASE, ref.number(), 1, member.model());
      return;
    }
    if (ref != null && !reaches(ref.number(), number)) {
      list.add(MemberList.Source.NEW, ref.number(), 1, member.model());
      return;
    }
    byte[] path = path(catalog.newContent(number).path(), member.name());
    ByteSource source = Objects.requireNonNull(member.content());
    int added = catalog.append(new NewContent(path, digest, source, false));
    closed.set(added, ref != null); // it holds the archive that it is in: its bytes are coded
    originals.add(source);
    owners.add(number);
    owned.computeIfAbsent(number, key -> new ArrayList<>()).add(added);
    literals.add(member.literal());
    depths.add(depth(number) + 1);
    pairs.add(find(member.name(), archive, base));
    list.add(MemberList.Source.NEW, added, 1, member.model());
  }

  /** {@return whether an archive is, or is made with, a content} */
  private boolean reaches(int from, int number) {
    if (from == number) {
      return true;
    }
    MemberList list = packed.get(from);
    for (int run = 0; list != null && run < list.runCount(); run++) {
      if (list.source(run) == MemberList.Source.NEW) {
        for (int i = 0; i < list.length(run); i++) {
          if (reaches(list.first(run) + i, number)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static byte[] path(byte[] archive, byte[] name) {
    byte[] path = java.util.Arrays.copyOf(archive, archive.length + 1 + name.length);
    path[archive.length] = '/';
    System.arraycopy(name, 0, path, archive.length + 1, name.length);
    return path;
  }

  private static Pair find(byte[] name, int archive, BaseMembers base) throws IOException {
    int found = archive < 0 ? -1 : base.find(archive, name);
    if (found >= 0 && base.isReadable(found)) {
      return Pair.of(found, PairReason.PATH);
    }
    found = base.find(name);
    return found >= 0 && base.isReadable(found) ? Pair.of(found, PairReason.NAME) : Pair.NONE;
  }

  /** {@return how many archives there are, and what became of them} */
  ArchiveCounts counts() {
    Map<OpaqueReason, Integer> reasons = new EnumMap<>(OpaqueReason.class);
    opaque.values().forEach(why -> reasons.merge(why, 1, Integer::sum));
    return new ArchiveCounts(packed.size(), owners.size(), reasons);
  }

  /** {@return how many contents entries have} */
  int contentCount() {
    return contentCount;
  }

  /** {@return the contents that entries have, as they are} */
  List<ByteSource> contents() {
    return originals.subList(0, contentCount);
  }

  /** {@return members of the archives by the archives' numbers} */
  Map<Integer, MemberList> packed() {
    return packed;
  }

  /** {@return why a content is an archive that is not seen through; null if it is none} */
  @Nullable OpaqueReason opaque(int number) {
    return opaque.get(number);
  }

  /** {@return the archives by their numbers} */
  Map<Integer, Whole> wholes() {
    return wholes;
  }

  /** {@return numbers of the members that are coded for an archive first} */
  List<Integer> owned(int number) {
    return owned.getOrDefault(number, List.of());
  }

  /** {@return what a literal of a content costs, in hundredths of a byte} */
  int literal(int number) {
    return number < contentCount || packed.containsKey(number)
        ? OpCost.LITERAL
        : literals.get(number - contentCount);
  }

  /** {@return a content as it is when it is made} */
  ByteSource original(int number) {
    return originals.get(number);
  }

  /** {@return number of the content that entries have and that a content is coded for first} */
  int ownerOf(int number) {
    int owner = number;
    while (owner >= contentCount) {
      owner = owners.get(owner - contentCount);
    }
    return owner;
  }

  /**
   * Moves archives behind all that they are made of.
   *
   * @param order numbers of all contents
   * @return the same, packed ones last
   */
  List<Integer> order(List<Integer> order) {
    List<Integer> sorted = new ArrayList<>(order);
    sorted.removeIf(packed::containsKey);
    BitSet done = new BitSet();
    packed.keySet().forEach(number -> append(number, done, sorted));
    return sorted;
  }

  private void append(int number, BitSet done, List<Integer> sorted) {
    MemberList list = packed.get(number);
    if (list == null || done.get(number)) {
      return;
    }
    done.set(number);
    for (int run = 0; run < list.runCount(); run++) {
      if (list.source(run) == MemberList.Source.NEW) {
        for (int i = 0; i < list.length(run); i++) {
          append(list.first(run) + i, done, sorted);
        }
      }
    }
    sorted.add(number);
  }
}
