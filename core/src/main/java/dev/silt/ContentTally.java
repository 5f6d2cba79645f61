package dev.silt;

import dev.silt.delta.ContentOps;
import dev.silt.delta.ContentStream;
import dev.silt.delta.ContentStreamReader;
import dev.silt.delta.Header;
import dev.silt.delta.MemberList;
import dev.silt.delta.Op;
import dev.silt.delta.OpaqueReason;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Adds up ops and costs of all new contents of a delta. */
final class ContentTally {

  private final long[] opCounts = new long[Op.values().length];
  private final long[] opLengths = new long[Op.values().length];
  private long[] lengths = new long[16];
  private double[] costs = new double[0];
  private int count;
  private long patchedCount;
  private long mergedCount;
  private int[] baseCounts = new int[16];
  private final BitSet relocated = new BitSet();
  private final BitSet unpacked = new BitSet();
  private final Map<Integer, OpaqueReason> opaque = new TreeMap<>();
  private long memberCount;

  /**
   * Bytes that each content takes of each stream; costs follow when the streams' ratios are known.
   */
  private long[][] shares = new long[16][];

  void read(ContentStreamReader streams, Header header) throws IOException {
    ContentOps ops = ContentOps.open(streams, header.contentCount());
    memberCount = ops.unpacking().memberCount();
    long total = header.contentCount() + memberCount;
    for (long i = 0; i < total; i++) {
      long[] before = positions(streams);
      ops.nextContent();
      int number = ops.number();
      grow(number + 1);
      boolean known = true;
      baseCounts[number] = ops.baseFiles().size();
      relocated.set(number, ops.relocation() != null);
      MemberList members = ops.members();
      unpacked.set(number, members != null);
      OpaqueReason why = ops.opaque();
      if (why != null) {
        opaque.put(number, why);
      }
      if (number < header.contentCount()) {
        patchedCount += baseCounts[number] > 0 || hasBase(members) ? 1 : 0;
        mergedCount += baseCounts[number] > 1 ? 1 : 0;
      }
      while (ops.nextOp()) {
        opCounts[ops.op().code()]++;
        opLengths[ops.op().code()] += ops.length();
        lengths[number] += ops.length();
        known &= !ops.toBaseEnd();
        ops.skipBytes();
      }
      lengths[number] = known && members == null ? lengths[number] : -1;
      long[] after = positions(streams);
      shares[number] = new long[after.length];
      Arrays.setAll(shares[number], k -> after[k] - before[k]);
      count++;
    }
    streams.expectAllRead();
    completeCopies(header);
    costs = new double[count];
    ContentStream[] all = ContentStream.values();
    for (int k = 0; k < all.length; k++) {
      double ratio =
          (double) streams.codedLength(all[k]) / Math.max(1, streams.decodedLength(all[k]));
      for (int i = 0; i < count; i++) {
        costs[i] += ratio * shares[i][k];
      }
    }
  }

  private static boolean hasBase(@Nullable MemberList members) {
    for (int run = 0; members != null && run < members.runCount(); run++) {
      if (members.source(run) != MemberList.Source.NEW) {
        return true;
      }
    }
    return false;
  }

  private static long[] positions(ContentStreamReader streams) {
    return Arrays.stream(ContentStream.values()).mapToLong(streams::position).toArray();
  }

  private void grow(int least) {
    if (least > lengths.length) {
      int capacity = Math.max(least, 2 * lengths.length);
      lengths = Arrays.copyOf(lengths, capacity);
      shares = Arrays.copyOf(shares, capacity);
      baseCounts = Arrays.copyOf(baseCounts, capacity);
    }
  }

  long opCount(Op op) {
    return opCounts[op.code()];
  }

  /** Copies that go on to a base content's end make what is left of the total. */
  private void completeCopies(Header header) {
    int copy = Op.COPY.code();
    if (!unpacked.isEmpty()) {
      return; // a skeleton's length is nowhere said
    }
    opLengths[copy] = header.contentsLength() - opLength(Op.ADD) - opLength(Op.INSERT);
  }

  long opLength(Op op) {
    return opLengths[op.code()];
  }

  long patchedCount() {
    return patchedCount;
  }

  /** {@return how many contents have several base files} */
  long mergedCount() {
    return mergedCount;
  }

  /** {@return how many base files a content has} */
  int baseCount(int number) {
    return baseCounts[number];
  }

  /** {@return whether a content's base is relocated} */
  boolean isRelocated(int number) {
    return relocated.get(number);
  }

  /** {@return whether a content is an archive that is seen through} */
  boolean isUnpacked(int number) {
    return unpacked.get(number);
  }

  /** {@return why a content is an archive that is not seen through; null if it is none} */
  @Nullable OpaqueReason opaque(int number) {
    return opaque.get(number);
  }

  /** {@return how many archives are not seen through, by reason} */
  Map<OpaqueReason, Long> opaqueCounts() {
    Map<OpaqueReason, Long> counts = new EnumMap<>(OpaqueReason.class);
    opaque.values().forEach(why -> counts.merge(why, 1L, Long::sum));
    return counts;
  }

  /** {@return how many archives are seen through} */
  long unpackedCount() {
    return unpacked.cardinality();
  }

  /** {@return how many contents are members of archives only} */
  long memberCount() {
    return memberCount;
  }

  /** {@return a content's length, or -1 if it depends on the base's} */
  long length(int number) {
    return lengths[number];
  }

  long cost(int number) {
    return Math.round(costs[number]);
  }

  /** {@return numbers of the contents that cost most, dearest first} */
  List<Integer> dearest(int limit) {
    return dearest(IntStream.range(0, count).boxed(), limit);
  }

  /** {@return numbers of the archives that are not seen through, dearest first} */
  List<Integer> dearestOpaque(int limit) {
    return dearest(opaque.keySet().stream(), limit);
  }

  private List<Integer> dearest(Stream<Integer> numbers, int limit) {
    return numbers
        .sorted(Comparator.comparingDouble((Integer i) -> costs[i]).reversed())
        .limit(limit)
        .toList();
  }
}
