package dev.silt.tar;

import dev.silt.error.CorruptDataException;
import java.util.Arrays;
import java.util.List;

/**
 * How header blocks are written: which extension headers, how names are split, how numbers are
 * padded. All entries that one tool writes have one form or very few.
 *
 * <p>Immutable; two forms are equal if their bytes are.
 */
public final class HeaderForm {

  /** The form of entries whose header blocks are kept as they are. Its bytes are none. */
  public static final HeaderForm RAW = new HeaderForm(new byte[0], List.of());

  /**
   * The form of plain entries that were only listed ({@link TarReader#openListing}): nobody looked
   * for one. Such entries do not render.
   */
  public static final HeaderForm UNKNOWN = new HeaderForm(new byte[] {-1}, List.of());

  private final byte[] bytes;
  private final List<BlockForm> blocks;
  private final int literalCount;
  private final boolean paxHeader;

  private HeaderForm(byte[] bytes, List<BlockForm> blocks) {
    this.bytes = bytes;
    this.blocks = List.copyOf(blocks);
    this.literalCount = blocks.stream().mapToInt(BlockForm::literalCount).sum();
    this.paxHeader = blocks.stream().anyMatch(block -> block.kind() == 'x');
  }

  static HeaderForm of(List<BlockForm> blocks) {
    return new HeaderForm(FormBytes.write(blocks), blocks);
  }

  /**
   * Reads a form that {@link #toBytes()} gave.
   *
   * @param bytes all of it
   * @return the form
   * @throws CorruptDataException if they are no form
   */
  public static HeaderForm parse(byte[] bytes) throws CorruptDataException {
    return bytes.length == 0 ? RAW : new HeaderForm(bytes.clone(), FormBytes.read(bytes));
  }

  /** {@return the form as bytes, a copy; 25 to 100 usually} */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** {@return how many {@link TarEntry#literals()} entries of this form have} */
  public int literalCount() {
    return literalCount;
  }

  /** {@return whether it is {@link #RAW}} */
  public boolean isRaw() {
    return bytes.length == 0;
  }

  boolean hasPaxHeader() {
    return paxHeader;
  }

  List<BlockForm> blocks() {
    return blocks;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HeaderForm that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
