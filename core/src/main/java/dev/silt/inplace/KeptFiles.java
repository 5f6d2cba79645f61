package dev.silt.inplace;

import dev.silt.io.ByteSource;
import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Files by numbers, opened when they are read; a few of those read last stay open. What reads one
 * need not know that: it is opened again. Not safe for several threads.
 */
final class KeptFiles implements Closeable {

  /** One content is made from 16 base files at most. */
  private static final int KEPT = 20;

  private final Opener opener;
  private final Map<Integer, ReadAhead> open = new LinkedHashMap<>(16, 0.75f, true);

  /** Opens a file. */
  @FunctionalInterface
  interface Opener {
    OpenFile open(int number) throws IOException;
  }

  KeptFiles(Opener opener) {
    this.opener = opener;
  }

  /** {@return a file's content; closing it is not the caller's business} */
  ByteSource content(int number) throws IOException {
    return new Kept(number, file(number).length());
  }

  private ReadAhead file(int number) throws IOException {
    ReadAhead known = open.get(number);
    if (known != null) {
      return known;
    }
    ReadAhead file = new ReadAhead(opener.open(number));
    open.put(number, file);
    if (open.size() > KEPT) {
      var eldest = open.entrySet().iterator();
      ReadAhead oldest = eldest.next().getValue();
      eldest.remove();
      oldest.close();
    }
    return file;
  }

  @Override
  public void close() throws IOException {
    IOException first = null;
    for (ReadAhead file : open.values()) {
      try {
        file.close();
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    open.clear();
    if (first != null) {
      throw first;
    }
  }

  /** A file that may be closed meanwhile. */
  private final class Kept implements ByteSource {
    private final int number;
    private final long length;

    Kept(int number, long length) {
      this.number = number;
      this.length = length;
    }

    @Override
    public long length() {
      return length;
    }

    @Override
    public int read(long offset, byte[] buffer, int from, int count) throws IOException {
      return file(number).read(offset, buffer, from, count);
    }
  }
}
