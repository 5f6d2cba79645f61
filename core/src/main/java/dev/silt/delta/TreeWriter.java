package dev.silt.delta;

import com.github.luben.zstd.ZstdCompressCtx;
import dev.silt.error.SiltException;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Writes the TREE section. Not safe for several threads. */
final class TreeWriter implements TreeIo {

  private final Map<TreeColumn, PayloadWriter> columns = new EnumMap<>(TreeColumn.class);

  private TreeWriter() {
    for (TreeColumn column : TreeColumn.values()) {
      columns.put(column, new PayloadWriter());
    }
  }

  static byte[] toBytes(TreePart tree, ColumnEffort effort) throws IOException {
    TreeWriter writer = new TreeWriter();
    TreeItemCoder coder = new TreeItemCoder(writer);
    for (TreeItem item : tree.items()) {
      coder.code(item);
    }
    for (TimeSet set : tree.timeSets()) {
      coder.code(set);
    }
    PayloadWriter out = new PayloadWriter();
    tree.totals().write(out);
    out.number(tree.items().size());
    out.number(tree.timeSets().size());
    writer.appendColumns(out, effort);
    tree.unpacking().write(out);
    return out.toBytes();
  }

  private void appendColumns(PayloadWriter out, ColumnEffort effort) {
    try (ZstdCompressCtx zstd = new ZstdCompressCtx()) {
      zstd.setLevel(effort.zstdLevel()).setContentSize(false).setChecksum(false).setDictID(false);
      for (TreeColumn column : TreeColumn.values()) {
        ColumnWriter.append(out, column(column).toBytes(), zstd, effort);
      }
    }
  }

  private PayloadWriter column(TreeColumn column) {
    return Objects.requireNonNull(columns.get(column));
  }

  @Override
  public boolean reading() {
    return false;
  }

  @Override
  public long number(TreeColumn column, long value) {
    column(column).number(value);
    return value;
  }

  @Override
  public byte[] bytes(TreeColumn column, byte[] value) throws SiltException {
    column(column).bytes(value);
    return value;
  }

  @Override
  public int oneByte(TreeColumn column, int value) {
    column(column).append(new byte[] {(byte) value});
    return value;
  }
}
