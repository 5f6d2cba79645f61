package dev.silt.delta;

import dev.silt.error.Limits;
import java.io.IOException;
import java.util.List;

/**
 * What turns the root file system of the base into that of the target: the TREE section. Immutable.
 *
 * @param totals of the trees as a whole
 * @param items paths that change or are read, in path order
 * @param timeSets new times of other paths, in the order of their old ones
 * @param unpacking what it takes to see through archives
 */
public record TreePart(
    TreeTotals totals, List<TreeItem> items, List<TimeSet> timeSets, TreeUnpacking unpacking) {

  /** Bytes of short digests. */
  public static final int DIGEST_LENGTH = 16;

  /** The directory in the root that belongs to updates; no tree has it. */
  public static final String STAGE_NAME = ".silt-update";

  /** Copies the lists. */
  public TreePart {
    items = List.copyOf(items);
    timeSets = List.copyOf(timeSets);
  }

  /**
   * Parses the section's payload.
   *
   * @param payload its bytes
   * @param limits what a delta may ask for
   * @return the part
   * @throws dev.silt.error.UnsafePathException if a path leads out of the root
   * @throws IOException if it is damaged, or asks for too much
   */
  public static TreePart parse(byte[] payload, Limits limits) throws IOException {
    return TreeReader.parse(payload, limits);
  }

  /**
   * Reads only how many contents the image does not need.
   *
   * @param payload the section's bytes
   * @return the number
   * @throws IOException if it is damaged
   */
  public static long ownContentCount(byte[] payload) throws IOException {
    return new PayloadReader(payload, SectionType.TREE).number();
  }

  /**
   * Tells how long the columns of a payload are.
   *
   * @param payload the section's bytes
   * @return bytes of all columns when decoded
   * @throws IOException if it is damaged
   */
  public static long decodedLength(byte[] payload) throws IOException {
    return TreeReader.decodedLength(payload);
  }

  /**
   * The section's payload.
   *
   * @param effort how hard to compress the columns
   * @return its bytes
   * @throws IOException if an item breaks the rules
   */
  public byte[] toBytes(ColumnEffort effort) throws IOException {
    TreeRules.check(this);
    return TreeWriter.toBytes(this, effort);
  }
}
