package dev.silt.delta;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.silt.error.CorruptDataException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.io.Leb128;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the columns; each is decoded as it is used, so that only the compressed form is held. Not
 * safe for several threads.
 */
final class ColumnReader implements FieldIo, Closeable {

  /** Windows beyond 16 MiB are refused; level 19 uses 8 MiB at most. */
  private static final int WINDOW_LOG = 24;

  private final Map<Column, Bounded> columns = new EnumMap<>(Column.class);
  private final Limits limits;

  /** Bytes of strings so far: what an applier may have to keep is no more. */
  private long retained;

  private ColumnReader(Limits limits) {
    this.limits = limits;
  }

  static ColumnReader open(byte[] payload, Limits limits) throws IOException {
    ColumnReader reader = new ColumnReader(limits);
    PayloadReader in = new PayloadReader(payload, SectionType.ENTRIES);
    for (Column column : Column.values()) {
      reader.columns.put(column, open(in, column, limits));
    }
    in.end();
    return reader;
  }

  /** Begins to decode one column. */
  static Bounded open(PayloadReader in, Object column, Limits limits) throws IOException {
    long length =
        LimitExceededException.check(
            "column " + column, in.number(), limits.metadataLength(), "metadataLength");
    InputStream bytes = InputStream.nullInputStream();
    if (length > 0) {
      StreamCodec codec = StreamCodec.ofCode(in.number());
      byte[] coded = in.bytes();
      boolean possible =
          switch (codec) {
            case PLAIN -> coded.length == length;
            case ZSTD -> ZstdFrames.isOne(coded);
            case CONTEXT -> length <= ModeledColumn.MAX_LENGTH;
            case LZMA, QUICK -> throw StreamCodec.unknown(codec.code());
          };
      if (!possible) {
        throw in.corrupt("column " + column + " has a wrong length");
      }
      bytes = decoder(codec, coded, (int) length);
    }
    return new Bounded(bytes, length);
  }

  private static InputStream decoder(StreamCodec codec, byte[] coded, int length)
      throws IOException {
    if (codec == StreamCodec.CONTEXT) {
      return ModeledColumn.open(coded, length);
    }
    InputStream bytes = new ByteArrayInputStream(coded);
    if (codec == StreamCodec.PLAIN) {
      return bytes;
    }
    ZstdInputStreamNoFinalizer zstd = new ZstdInputStreamNoFinalizer(bytes);
    zstd.setLongMax(WINDOW_LOG);
    return new BufferedInputStream(zstd, 4096);
  }

  /** {@return bytes of all columns of a payload when decoded} */
  static long decodedLength(byte[] payload) throws IOException {
    PayloadReader in = new PayloadReader(payload, SectionType.ENTRIES);
    long total = 0;
    for (int i = 0; i < Column.values().length; i++) {
      long length = in.number();
      if (length > 0) {
        in.number();
        in.bytes();
      }
      total += length;
    }
    in.end();
    return total;
  }

  @Override
  public boolean reading() {
    return true;
  }

  private Bounded column(Column column) {
    Bounded in = columns.get(column);
    if (in == null) {
      throw new IllegalStateException("closed");
    }
    return in;
  }

  @Override
  public long number(Column column, long value) throws IOException {
    try {
      return Leb128.read(column(column));
    } catch (EOFException e) {
      throw corrupt(column, e);
    } catch (dev.silt.error.SiltException e) {
      throw e;
    } catch (IOException e) {
      throw corrupt(column, e);
    }
  }

  @Override
  public void checkLength(String what, long length) throws IOException {
    LimitExceededException.check(what, length, limits.headerLength(), "headerLength");
  }

  @Override
  public byte[] bytes(Column column, byte @Nullable [] value) throws IOException {
    long length = number(column, 0);
    checkLength("byte string of an entry", length);
    retained += length;
    LimitExceededException.check(
        "byte strings of all entries", retained, limits.metadataLength(), "metadataLength");
    byte[] bytes;
    try {
      bytes = column(column).readNBytes((int) length);
    } catch (IOException e) {
      throw corrupt(column, e);
    }
    if (bytes.length < length) {
      throw corrupt(column, null);
    }
    return bytes;
  }

  private static CorruptDataException corrupt(Column column, @Nullable IOException cause) {
    return new CorruptDataException(
        "delta is damaged: column " + column + " ends early, section=ENTRIES", cause);
  }

  /** Checks that every byte was used. */
  void expectAllRead() throws IOException {
    for (Column column : Column.values()) {
      try {
        if (!column(column).isAtEnd()) {
          throw new CorruptDataException(
              "delta is damaged: bytes left over in column " + column + ", section=ENTRIES");
        }
      } catch (ZstdIOException e) {
        throw corrupt(column, e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (InputStream in : columns.values()) {
      in.close();
    }
    columns.clear();
  }

  /** Ends after the declared length, whatever a frame holds. */
  static final class Bounded extends FilterInputStream {
    private long left;

    Bounded(InputStream in, long length) {
      super(in);
      this.left = length;
    }

    /** {@return whether the column's bytes are used up, and the frame's} */
    boolean isAtEnd() throws IOException {
      return left == 0 && in.read() < 0;
    }

    @Override
    public int read() throws IOException {
      if (left == 0) {
        return -1;
      }
      left--;
      return in.read();
    }

    @Override
    public int read(byte[] buffer, int from, int count) throws IOException {
      if (count == 0) {
        return 0;
      }
      if (left == 0) {
        return -1;
      }
      int n = in.read(buffer, from, (int) Math.min(count, left));
      left -= Math.max(0, n);
      return n;
    }
  }
}
