package dev.silt.delta;

import com.github.luben.zstd.ZstdIOException;
import dev.silt.error.CorruptDataException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.error.SiltException;
import dev.silt.io.Leb128;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the TREE section; columns are decoded as they are used. Not safe for several threads. */
final class TreeReader implements TreeIo, Closeable {

  private final Map<TreeColumn, ColumnReader.Bounded> columns = new EnumMap<>(TreeColumn.class);
  private final Limits limits;
  private long retained;

  private TreeReader(Limits limits) {
    this.limits = limits;
  }

  static TreePart parse(byte[] payload, Limits limits) throws IOException {
    PayloadReader in = new PayloadReader(payload, SectionType.TREE);
    TreeTotals totals = TreeTotals.read(in, limits);
    int count = in.count("items of a tree", limits.entryCount(), "entryCount");
    int setCount = in.count("times of a tree", limits.entryCount(), "entryCount");
    try (TreeReader reader = new TreeReader(limits)) {
      for (TreeColumn column : TreeColumn.values()) {
        reader.columns.put(column, ColumnReader.open(in, column, limits));
      }
      TreeUnpacking unpacking = TreeUnpacking.read(in, limits);
      in.end();
      List<TreeItem> items = new ArrayList<>();
      TreeItemCoder coder = new TreeItemCoder(reader);
      for (int i = 0; i < count; i++) {
        items.add(coder.code((TreeItem) null));
        reader.retain(items.get(i).path().length);
      }
      List<TimeSet> sets = new ArrayList<>();
      for (int i = 0; i < setCount; i++) {
        sets.add(coder.code((TimeSet) null));
      }
      reader.expectAllRead();
      TreePart tree = new TreePart(totals, items, sets, unpacking);
      TreeRules.check(tree);
      return tree;
    } catch (ZstdIOException e) {
      throw corrupt("a column does not decode", e);
    }
  }

  static long decodedLength(byte[] payload) throws IOException {
    PayloadReader in = new PayloadReader(payload, SectionType.TREE);
    TreeTotals.read(in, Limits.defaults());
    in.number();
    in.number();
    long total = 0;
    for (int i = 0; i < TreeColumn.values().length; i++) {
      long length = in.number();
      if (length > 0) {
        in.number();
        in.bytes();
      }
      total += length;
    }
    return total;
  }

  @Override
  public boolean reading() {
    return true;
  }

  private ColumnReader.Bounded column(TreeColumn column) {
    ColumnReader.Bounded in = columns.get(column);
    if (in == null) {
      throw new IllegalStateException("closed");
    }
    return in;
  }

  @Override
  public long number(TreeColumn column, long value) throws IOException {
    try {
      return Leb128.read(column(column));
    } catch (SiltException e) {
      throw e;
    } catch (IOException e) {
      throw corrupt("column " + column + " ends early", e);
    }
  }

  @Override
  public byte[] bytes(TreeColumn column, byte[] value) throws IOException {
    long length = number(column, 0);
    LimitExceededException.check(
        "byte string of a tree", length, limits.headerLength(), "headerLength");
    retain(length);
    return read(column, (int) length);
  }

  private void retain(long length) throws LimitExceededException {
    retained += length;
    LimitExceededException.check(
        "byte strings of a tree", retained, limits.metadataLength(), "metadataLength");
  }

  private byte[] read(TreeColumn column, int length) throws IOException {
    byte[] bytes;
    try {
      bytes = column(column).readNBytes(length);
    } catch (IOException e) {
      throw corrupt("column " + column + " does not decode", e);
    }
    if (bytes.length < length) {
      throw corrupt("column " + column + " ends early", null);
    }
    return bytes;
  }

  @Override
  public int oneByte(TreeColumn column, int value) throws IOException {
    return read(column, 1)[0] & 0xff;
  }

  private void expectAllRead() throws IOException {
    for (TreeColumn column : TreeColumn.values()) {
      if (!column(column).isAtEnd()) {
        throw corrupt("bytes left over in column " + column, null);
      }
    }
  }

  static CorruptDataException corrupt(String what, @Nullable IOException cause) {
    return new CorruptDataException("delta is damaged: " + what + ", section=TREE", cause);
  }

  @Override
  public void close() throws IOException {
    for (ColumnReader.Bounded in : columns.values()) {
      in.close();
    }
  }
}
