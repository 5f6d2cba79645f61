package dev.silt.relocate;

/**
 * How far the places of fields have moved, as addresses: the same for all of a stretch that lies in
 * one segment both before and after. Remembers the last stretch. Not safe for several threads.
 */
final class SiteShift {

  private final SegmentLookup base;
  private final SegmentLookup target;
  private long from;
  private long to;
  private long known;
  private long shift;

  SiteShift(SegmentLookup base, SegmentLookup target) {
    this.base = base;
    this.target = target;
  }

  /**
   * Target address minus base address.
   *
   * @param offset of a place in the base
   * @param moved its offset in the target minus that
   * @return the difference; {@link AddressMap#UNKNOWN} if there or here it lies in no segment
   */
  long of(long offset, long moved) {
    if (offset < from || offset >= to || moved != known) {
      look(offset, moved);
    }
    return shift;
  }

  private void look(long offset, long moved) {
    int before = base.at(offset);
    int after = target.at(offset + moved);
    known = moved;
    if (before < 0 || after < 0) {
      from = offset;
      to = offset + 1;
      shift = AddressMap.UNKNOWN;
      return;
    }
    from = Math.max(base.startOf(before, offset), target.startOf(after, offset + moved) - moved);
    to = Math.min(base.endOf(before, offset), target.endOf(after, offset + moved) - moved);
    shift = target.addressOf(after, offset + moved) - base.addressOf(before, offset);
  }
}
