package dev.silt.delta;

import dev.silt.error.CorruptDataException;
import dev.silt.error.Limits;
import java.io.Closeable;
import java.io.IOException;

/** Reads the ENTRIES section, entry by entry, in bounded memory. Not safe for several threads. */
public final class EntryReader implements Closeable {

  private final ColumnReader columns;
  private final EntryCoder coder;

  private EntryReader(ColumnReader columns, BaseEntries base, ContentLengths lengths) {
    this.columns = columns;
    this.coder = new EntryCoder(columns, base, lengths, ContentRef::equals);
  }

  /**
   * Begins.
   *
   * @param payload the section's payload
   * @param base what entries are predicted from
   * @param lengths of the contents
   * @param limits what the delta may ask for
   * @return a reader before the first layer's first entry
   * @throws IOException if the payload is damaged
   */
  public static EntryReader open(
      byte[] payload, BaseEntries base, ContentLengths lengths, Limits limits) throws IOException {
    return new EntryReader(ColumnReader.open(payload, limits), base, lengths);
  }

  /**
   * Tells how long the columns are.
   *
   * @param payload the section's payload
   * @return bytes of all columns, decoded
   * @throws IOException if the payload is damaged
   */
  public static long decodedLength(byte[] payload) throws IOException {
    return ColumnReader.decodedLength(payload);
  }

  /**
   * Reads the next entry of the layer.
   *
   * @return the entry with its content
   * @throws IOException if the section is damaged
   */
  public CodedEntry entry() throws IOException {
    return coder.code(null);
  }

  /**
   * Reads the layer's end.
   *
   * @return what follows its entries
   * @throws IOException if the section is damaged
   */
  public CodedTail tail() throws IOException {
    return coder.codeTail(null);
  }

  /**
   * Checks that the section ends here.
   *
   * @param contentCount new contents that there are; each must have been referred to
   * @throws IOException if it does not
   */
  public void end(long contentCount) throws IOException {
    columns.expectAllRead();
    if (coder.newContentCount() != contentCount) {
      throw new CorruptDataException(
          "delta is damaged: new contents expected="
              + contentCount
              + ", referred to="
              + coder.newContentCount()
              + ", section=ENTRIES");
    }
  }

  @Override
  public void close() throws IOException {
    columns.close();
  }
}
