package dev.silt.inplace;

import dev.silt.apply.NewContents;
import dev.silt.delta.PlacedContent;
import dev.silt.delta.TreeChange;
import dev.silt.delta.TreeItem;
import dev.silt.hash.Digest;
import dev.silt.io.ByteSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files in the stage. What an earlier run staged is compared as it is decoded, and written only
 * from where it differs. Not safe for several threads.
 */
final class StagedContents implements NewContents {

  private static final int BUFFER_LENGTH = 1 << 16;

  private final Directory nodes;
  private final Map<Integer, List<Integer>> itemsOf = new HashMap<>();
  private final byte[][] digests;
  private @Nullable Sink current;
  private int currentNumber;
  private long writtenLength;

  StagedContents(Directory nodes, List<TreeItem> items) {
    this.nodes = nodes;
    this.digests = new byte[items.size()][0];
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).change() instanceof TreeChange.Place place
          && place.content().source() == PlacedContent.Source.NEW) {
        itemsOf.computeIfAbsent(place.content().number(), n -> new ArrayList<>()).add(i);
      }
    }
  }

  /** {@return the name of an item's node in the stage} */
  static byte[] name(int item) {
    return Integer.toString(item).getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public OutputStream begin(int number) throws IOException {
    finish();
    List<Integer> items = itemsOf.getOrDefault(number, List.of());
    if (items.isEmpty()) {
      return OutputStream.nullOutputStream();
    }
    current = new Sink(items.get(0));
    currentNumber = number;
    return current;
  }

  /** Nothing is read before the end: no archives are made here. */
  @Override
  public void settle() {}

  @Override
  public void finish() throws IOException {
    Sink sink = current;
    current = null;
    if (sink != null) {
      sink.end();
      List<Integer> items = itemsOf.getOrDefault(currentNumber, List.of());
      for (int other : items.subList(1, items.size())) {
        copy(nodes, name(items.get(0)), other);
      }
    }
  }

  /** Stages the content of a file that is there. */
  void copy(Directory directory, byte[] name, int item) throws IOException {
    byte[] buffer = new byte[BUFFER_LENGTH];
    Sink sink = new Sink(item);
    try (OpenFile file = directory.openFile(name)) {
      long at = 0;
      for (int n; (n = file.read(at, buffer, 0, buffer.length)) > 0; at += n) {
        dev.silt.progress.ProgressMeter.checkCancelled();
        sink.write(buffer, 0, n);
      }
    } finally {
      sink.end();
    }
  }

  /** Stages an empty file. */
  void empty(int item) throws IOException {
    new Sink(item).end();
  }

  @Override
  public ByteSource content(int number) {
    throw new IllegalStateException("contents are in the stage");
  }

  /** {@return SHA-256 of what was staged for an item; empty if nothing was} */
  byte[] digest(int item) {
    return digests[item];
  }

  /** {@return bytes that were written, beside what an earlier run had written} */
  long writtenLength() {
    return writtenLength;
  }

  /** Closes what is open, after a failure. */
  void abandon() throws IOException {
    if (current != null) {
      current.file.close();
    }
  }

  /** One file. */
  private final class Sink extends OutputStream {
    final int item;
    final OpenFile file;
    private final MessageDigest sha256 = Digest.newSha256();
    private final byte[] known = new byte[BUFFER_LENGTH];
    private boolean compares;
    private long position;

    Sink(int item) throws IOException {
      this.item = item;
      this.file = nodes.createFile(name(item));
      this.compares = file.length() > 0;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      sha256.update(bytes, from, count);
      if (!compares || !isKnown(bytes, from, count)) {
        compares = false;
        file.write(position, bytes, from, count);
        writtenLength += count;
      }
      position += count;
    }

    private boolean isKnown(byte[] bytes, int from, int count) throws IOException {
      if (count > known.length || position + count > file.length()) {
        return false;
      }
      file.readFully(position, known, 0, count);
      return Arrays.equals(known, 0, count, bytes, from, from + count);
    }

    void end() throws IOException {
      try (file) {
        if (file.length() != position) {
          file.truncate(position);
        }
      }
      digests[item] = sha256.digest();
    }
  }
}
