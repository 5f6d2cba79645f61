package dev.silt.apply;

import dev.silt.error.CorruptDataException;
import dev.silt.io.ByteSource;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * New contents that are there already: what is decoded is compared with them, and nothing is
 * written. So an encoder checks its work.
 */
public final class ComparedContents implements NewContents {

  private final List<ByteSource> expected;
  private int count;
  private @Nullable Comparison current;

  private ComparedContents(List<ByteSource> expected) {
    this.expected = List.copyOf(expected);
  }

  /**
   * Wraps contents.
   *
   * @param expected what decoding must give, in order
   * @return contents that throw where it gives something else
   */
  public static ComparedContents of(List<ByteSource> expected) {
    return new ComparedContents(expected);
  }

  @Override
  public OutputStream begin(int number) throws IOException {
    endCurrent();
    current = new Comparison(content(number));
    count++;
    return current;
  }

  private void endCurrent() throws CorruptDataException {
    if (current != null && current.position != current.content.length()) {
      throw new CorruptDataException("self-check failed: a content has a wrong length");
    }
  }

  @Override
  public void settle() {
    // they are there already
  }

  @Override
  public void finish() throws IOException {
    endCurrent();
    if (count != expected.size()) {
      throw new CorruptDataException("self-check failed: contents are missing");
    }
  }

  @Override
  public ByteSource content(int number) throws CorruptDataException {
    if (number >= expected.size()) {
      throw new CorruptDataException("self-check failed: there is no content " + number);
    }
    return expected.get(number);
  }

  /** Compares what is written. */
  private static final class Comparison extends OutputStream {
    private final ByteSource content;
    private byte[] buffer = new byte[0];
    private long position;

    Comparison(ByteSource content) {
      this.content = content;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      if (buffer.length < count) {
        buffer = new byte[count];
      }
      content.readFully(position, buffer, 0, count);
      if (!Arrays.equals(bytes, from, from + count, buffer, 0, count)) {
        throw new CorruptDataException(
            "self-check failed: a content is decoded wrongly near offset=" + position);
      }
      position += count;
    }
  }
}
