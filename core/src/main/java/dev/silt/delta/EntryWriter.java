package dev.silt.delta;

import java.io.IOException;

/** Writes the ENTRIES section: the layers in order, each its entries and its tail. */
public final class EntryWriter {

  private final ColumnWriter columns = new ColumnWriter();
  private final EntryCoder coder;

  private EntryWriter(BaseEntries base, ContentLengths lengths, SameContent same) {
    this.coder = new EntryCoder(columns, base, lengths, same);
  }

  /**
   * Begins.
   *
   * @param base what entries are predicted from
   * @param lengths of the contents, to be checked against the headers
   * @param same which references mean the same bytes, so that the cheaper one is stored
   * @return an empty writer
   */
  public static EntryWriter create(BaseEntries base, ContentLengths lengths, SameContent same) {
    return new EntryWriter(base, lengths, same);
  }

  /**
   * Appends an entry to the layer.
   *
   * @param entry with its content
   * @return the same with the reference that was stored
   * @throws IOException never for entries that a tar reader gave
   */
  public CodedEntry entry(CodedEntry entry) throws IOException {
    return coder.code(entry);
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
   * @param effort how hard to compress
   * @return the section's payload
   */
  public byte[] toBytes(ColumnEffort effort) {
    return columns.toBytes(effort);
  }
}
