package dev.silt.delta;

import java.io.IOException;

/** Writes the ENTRIES section: the layers in order, each its entries and its tail. */
public final class EntryWriter {

  private final ColumnWriter columns = new ColumnWriter();
  private final EntryCoder coder;

  private EntryWriter(BaseEntries base, ContentLengths lengths) {
    this.coder = new EntryCoder(columns, base, lengths);
  }

  /**
   * Begins.
   *
   * @param base what entries are predicted from
   * @param lengths of the contents, to be checked against the headers
   * @return an empty writer
   */
  public static EntryWriter create(BaseEntries base, ContentLengths lengths) {
    return new EntryWriter(base, lengths);
  }

  /**
   * Appends an entry to the layer.
   *
   * @param entry with its content
   * @throws IOException never for entries that a tar reader gave
   */
  public void entry(CodedEntry entry) throws IOException {
    coder.code(entry);
  }

  /**
   * Ends the layer.
   *
   * @param tail what follows the entries
   * @throws IOException never
   */
  public void tail(CodedTail tail) throws IOException {
    coder.codeTail(tail);
  }

  /**
   * Compresses the columns.
   *
   * @param level of zstd
   * @return the section's payload
   */
  public byte[] toBytes(int level) {
    return columns.toBytes(level);
  }
}
