package dev.silt.encode;

import dev.silt.delta.ColumnEffort;
import dev.silt.delta.StreamEffort;
import java.util.List;

/** How much time coding may cost. */
@SuppressWarnings("ImmutableEnumChecker") // a record of primitives, lists that nobody changes
public enum EncodeLevel {
  /** Quick to search, and to compress: zstd alone. */
  FAST(List.of(0), List.of(0), StreamEffort.zstd(11)),
  /** A fair size at a fair speed: as many literals are modeled as take a second or three. */
  BALANCED(List.of(1), List.of(1), new StreamEffort(19, true, 6, 1 << 20)),
  /** As small as can be: so many literals are modeled that it may take minutes. */
  SMALLEST(List.of(1, 2), List.of(1, 2, 2), new StreamEffort(19, true, 6, 1 << 26));

  private static final int COLUMN_LEVEL = 19;

  /** Bytes of the base that are sampled for each literal that this may save. */
  private static final int FAST_SAMPLING_LOG = 11;

  private final List<Integer> matchEfforts;
  private final List<Integer> relocationEfforts;
  private final StreamEffort streamEffort;

  EncodeLevel(
      List<Integer> matchEfforts, List<Integer> relocationEfforts, StreamEffort streamEffort) {
    this.matchEfforts = matchEfforts;
    this.relocationEfforts = relocationEfforts;
    this.streamEffort = streamEffort;
  }

  /** {@return how hard matches are looked for; the cheapest of several are kept} */
  List<Integer> matchEfforts() {
    return matchEfforts;
  }

  /** {@return the same of a program and its relocated base, one after another} */
  List<Integer> relocationEfforts() {
    return relocationEfforts;
  }

  /**
   * Tells when content that is like the target's may be looked for all over the base.
   *
   * @param baseLength bytes of the base contents, all of which are read for it
   * @return bytes of inserts, at least, that are worth it
   */
  long worthSampling(long baseLength) {
    return this == FAST ? baseLength >> FAST_SAMPLING_LOG : 0;
  }

  /** {@return how hard to compress columns} */
  ColumnEffort columnEffort() {
    return new ColumnEffort(COLUMN_LEVEL, this == SMALLEST);
  }

  /**
   * Tells how hard to compress the content streams.
   *
   * @param hasBase whether base contents are at hand, so that literals can be coded with what is
   *     around them
   */
  StreamEffort streamEffort(boolean hasBase) {
    return hasBase ? streamEffort : streamEffort.withoutLiteralContexts();
  }
}
