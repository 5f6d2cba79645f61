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

  byte[] toBytes(int level) {
    PayloadWriter out = new PayloadWriter();
    try (ZstdCompressCtx zstd = new ZstdCompressCtx()) {
      zstd.setLevel(level).setContentSize(false).setChecksum(false).setDictID(false);
      for (Column column : Column.values()) {
        append(out, column(column).toBytes(), zstd);
      }
    }
    return out.toBytes();
  }

  /** Appends a column, compressed if that is smaller. */
  static void append(PayloadWriter out, byte[] decoded, ZstdCompressCtx zstd) {
    out.number(decoded.length);
    if (decoded.length > 0) {
      byte[] coded = zstd.compress(decoded);
      boolean smaller = coded.length < decoded.length;
      out.number((smaller ? StreamCodec.ZSTD : StreamCodec.PLAIN).code());
      out.bytes(smaller ? coded : decoded);
    }
  }
}
