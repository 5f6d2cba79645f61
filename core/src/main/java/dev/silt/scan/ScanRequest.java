package dev.silt.scan;

/**
 * What is wanted of a layer's files (its entries with data, numbered from 0).
 *
 * @param keep which files' contents will be read later, at any offset
 * @param digests whether contents are digested
 * @param tail whether what follows the zeros at a layer's end is kept
 * @param listing whether a layer that is no tar is refused, else all of it counts as tail; and
 *     whether entries need not be rendered again and digests are of sparse files as they would be
 *     on disk, not as they are stored
 */
public record ScanRequest(FileFilter keep, boolean digests, boolean tail, boolean listing) {

  /** Chooses files. */
  @FunctionalInterface
  public interface FileFilter {
    /**
     * Tells whether a file is wanted.
     *
     * @param file its number in the layer
     * @return whether its content is kept
     */
    boolean accept(int file);
  }

  /** {@return all contents, with their digests} */
  public static ScanRequest everything() {
    return new ScanRequest(file -> true, true, true, false);
  }

  /**
   * Fields of entries only, of layers that are tars.
   *
   * @param digests whether contents are digested
   * @return no contents
   */
  public static ScanRequest headers(boolean digests) {
    return new ScanRequest(file -> false, digests, false, true);
  }
}
