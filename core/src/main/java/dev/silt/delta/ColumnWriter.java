package dev.silt.delta;

import com.github.luben.zstd.ZstdCompressCtx;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects the columns in memory and compresses each. Not safe for several threads. */
final class ColumnWriter implements FieldIo {

  private final Map<Column, PayloadWriter> columns = new EnumMap<>(Column.class);

  ColumnWriter() {
    for (Column column : Column.values()) {
      columns.put(column, new PayloadWriter());
    }
  }

  private PayloadWriter column(Column column) {
    return Objects.requireNonNull(columns.get(column));
  }

  @Override
  public boolean reading() {
    return false;
  }

  @Override
  public long number(Column column, long value) {
    column(column).number(value);
    return value;
  }

  /** What is written was read within the same limits. */
  @Override
  public void checkLength(String what, long length) {}

  @Override
  public byte[] bytes(Column column, byte @Nullable [] value) {
    byte[] present = Objects.requireNonNull(value);
    column(column).bytes(present);
    return present;
  }

  byte[] toBytes(ColumnEffort effort) {
    PayloadWriter out = new PayloadWriter();
    try (ZstdCompressCtx zstd = new ZstdCompressCtx()) {
      zstd.setLevel(effort.zstdLevel()).setContentSize(false).setChecksum(false).setDictID(false);
      for (Column column : Column.values()) {
        append(out, column(column).toBytes(), zstd, effort);
      }
    }
    return out.toBytes();
  }

  /** Appends a column, in its smallest form. */
  static void append(PayloadWriter out, byte[] decoded, ZstdCompressCtx zstd, ColumnEffort effort) {
    out.number(decoded.length);
    if (decoded.length == 0) {
      return;
    }
    StreamCodec codec = StreamCodec.PLAIN;
    byte[] coded = decoded;
    byte[] frame = zstd.compress(decoded);
    if (frame.length < coded.length) {
      codec = StreamCodec.ZSTD;
      coded = frame;
    }
    if (effort.contexts() && decoded.length <= ModeledColumn.MAX_LENGTH) {
      byte[] modeled = ModeledColumn.encode(decoded);
      if (modeled.length < coded.length) {
        codec = StreamCodec.CONTEXT;
        coded = modeled;
      }
    }
    out.number(codec.code());
    out.bytes(coded);
  }
}
