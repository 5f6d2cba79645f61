package dev.silt.delta;

/** What becomes of a path of a root file system. */
public sealed interface TreeChange {

  /** It goes. */
  record Remove() implements TreeChange {}

  /**
   * The node stays; its content is the base's.
   *
   * @param attributes those that change; none for a file that is only read
   */
  record Keep(NodeAttributes attributes) implements TreeChange {}

  /**
   * It becomes one more name of another item's node.
   *
   * @param item that item's number; it is kept or placed, and no directory
   */
  record Link(int item) implements TreeChange {}

  /**
   * A new node.
   *
   * @param type what it is
   * @param attributes all of them
   * @param content of a file; else {@link PlacedContent#EMPTY}
   * @param linkTarget of a symbolic link; else empty
   * @param major of a device, else 0
   * @param minor of a device, else 0
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  record Place(
      NodeType type,
      NodeAttributes attributes,
      PlacedContent content,
      byte[] linkTarget,
      long major,
      long minor)
      implements TreeChange {}
}
