package dev.silt.delta;

import dev.silt.error.CorruptDataException;
import dev.silt.io.Leb128;
import dev.silt.unpack.ClassLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What stands in the TABLE stream about archives: reading and writing, side by side. Stateless. */
public final class UnpackingCoder {

  /** Members of one archive at most. */
  static final int MAX_MEMBERS = 1 << 18;

  private static final int KIND_BITS = 2;

  private UnpackingCoder() {}

  /**
   * Writes what stands before the first content.
   *
   * @param streams the streams
   * @param unpacking what there is
   * @throws IOException if the delta cannot be written
   */
  public static void write(ContentStreamWriter streams, Unpacking unpacking) throws IOException {
    boolean hasLayouts = !unpacking.layouts().isEmpty();
    number(streams, hasLayouts ? ContentOps.UNPACKING_CLASSES : ContentOps.UNPACKING);
    number(streams, unpacking.archives().size());
    long next = 0;
    for (int file : unpacking.archives()) {
      number(streams, Leb128.zigzag(file - next));
      next = file + 1L;
    }
    number(streams, unpacking.memberCount());
    number(streams, unpacking.unpackedLength());
    number(streams, unpacking.inflatedLength());
    if (hasLayouts) {
      writeLayouts(streams, unpacking);
    }
  }

  private static void writeLayouts(ContentStreamWriter streams, Unpacking unpacking)
      throws IOException {
    number(streams, unpacking.layouts().size());
    int next = 0;
    for (Map.Entry<Integer, ClassLayout> entry : unpacking.layouts().entrySet()) {
      int index = unpacking.archives().indexOf(entry.getKey());
      number(streams, index - next);
      next = index + 1;
      for (long value : entry.getValue().numbers()) {
        number(streams, value);
      }
    }
  }

  static Unpacking read(ContentStreamReader streams, boolean hasLayouts) throws IOException {
    long count = number(streams);
    if (count < 0 || count > Unpacking.MAX_ARCHIVES) {
      throw ContentOps.corrupt("number of base archives out of range");
    }
    List<Integer> archives = new ArrayList<>();
    long next = 0;
    for (int i = 0; i < count; i++) {
      int file = fileNumber(next + signed(streams), 1);
      archives.add(file);
      next = file + 1L;
    }
    long members = number(streams);
    long unpackedLength = number(streams);
    long inflatedLength = number(streams);
    SortedMap<Integer, ClassLayout> layouts =
        hasLayouts ? readLayouts(streams, archives) : Collections.emptySortedMap();
    return new Unpacking(archives, members, unpackedLength, inflatedLength, layouts);
  }

  private static SortedMap<Integer, ClassLayout> readLayouts(
      ContentStreamReader streams, List<Integer> archives) throws IOException {
    SortedMap<Integer, ClassLayout> layouts = new TreeMap<>();
    long count = number(streams);
    if (count < 0 || count > archives.size()) {
      throw ContentOps.corrupt("number of class archives out of range");
    }
    long next = 0;
    long heap = 0;
    for (int i = 0; i < count; i++) {
      long skipped = number(streams);
      if (skipped < 0 || skipped >= archives.size() - next) {
        throw ContentOps.corrupt("class archive out of range");
      }
      next += skipped + 1;
      ClassLayout layout = ClassLayout.read(() -> number(streams));
      heap += layout.heapLength();
      if (heap > ClassLayout.MAX_HEAP) {
        throw ContentOps.corrupt("class archives take too much memory");
      }
      layouts.put(archives.get((int) next - 1), layout);
    }
    return layouts;
  }

  /**
   * Writes the members of a packed content.
   *
   * @param streams the streams
   * @param members where they come from
   * @throws IOException if the delta cannot be written
   */
  public static void write(ContentStreamWriter streams, MemberList members) throws IOException {
    number(streams, members.count());
    long expectedBase = 0;
    long expectedNew = 0;
    for (int run = 0; run < members.runCount(); run++) {
      MemberList.Source source = members.source(run);
      int length = members.length(run);
      long first = members.first(run);
      number(streams, (long) length << KIND_BITS | source.code());
      if (source != MemberList.Source.STREAM) {
        number(streams, members.model(run));
      }
      boolean isNew = source == MemberList.Source.NEW;
      number(streams, Leb128.zigzag(first - (isNew ? expectedNew : expectedBase)));
      expectedNew = isNew ? first + length : expectedNew;
      expectedBase = (isNew ? expectedBase : first) + length;
    }
  }

  static MemberList readMembers(ContentStreamReader streams) throws IOException {
    long count = number(streams);
    if (count < 0 || count > MAX_MEMBERS) {
      throw ContentOps.corrupt("number of members out of range");
    }
    MemberList members = new MemberList();
    long expectedBase = 0;
    long expectedNew = 0;
    while (members.count() < count) {
      long run = number(streams);
      long length = run >>> KIND_BITS;
      int kind = (int) run & (1 << KIND_BITS) - 1;
      if (length < 1 || length > count - members.count() || kind >= MemberList.Source.COUNT) {
        throw ContentOps.corrupt("run of members out of range");
      }
      MemberList.Source source = MemberList.Source.ofCode(kind);
      long model = source == MemberList.Source.STREAM ? 0 : number(streams);
      if (model < 0 || model > MemberList.MAX_MODEL) {
        throw ContentOps.unknown("a model of deflate, " + model);
      }
      boolean isNew = source == MemberList.Source.NEW;
      long first = (isNew ? expectedNew : expectedBase) + signed(streams);
      members.add(source, fileNumber(first, length), (int) length, (int) model);
      expectedNew = isNew ? first + length : expectedNew;
      expectedBase = (isNew ? expectedBase : first) + length;
    }
    return members;
  }

  static OpaqueReason readReason(ContentStreamReader streams) throws IOException {
    OpaqueReason reason = OpaqueReason.ofCode(number(streams));
    if (reason == null) {
      throw ContentOps.unknown("a reason to leave an archive as it is");
    }
    return reason;
  }

  private static int fileNumber(long number, long count) throws CorruptDataException {
    if (number < 0 || number > Integer.MAX_VALUE - count) {
      throw ContentOps.corrupt("number of a member out of range");
    }
    return (int) number;
  }

  private static void number(ContentStreamWriter streams, long value) throws IOException {
    streams.number(ContentStream.TABLE, value);
  }

  private static long number(ContentStreamReader streams) throws IOException {
    return streams.number(ContentStream.TABLE);
  }

  private static long signed(ContentStreamReader streams) throws IOException {
    return Leb128.unzigzag(number(streams));
  }
}
