package dev.silt.inplace;

import dev.silt.apply.NewContents;
import dev.silt.delta.PlacedContent;
import dev.silt.delta.TreeChange;
import dev.silt.delta.TreeItem;
import dev.silt.error.CorruptDataException;
import dev.silt.io.ByteSource;
import dev.silt.progress.ProgressMeter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files in the stage. What an earlier run staged is compared as it is decoded, and written only
 * from where it differs. Files of new contents are made, hashed and written by a thread of their
 * own, a few pieces behind the one that decodes. What no file has, but archives may, goes
 * elsewhere. Not safe for several threads.
 */
final class StagedContents implements NewContents {

  private final Directory nodes;
  private final @Nullable NewContents others;
  private final KeptFiles staged = new KeptFiles(this::openStaged);
  private final Map<Integer, List<Integer>> itemsOf = new HashMap<>();
  private final byte[][] digests;
  private final StageWriter writer = new StageWriter();
  private @Nullable Sink current;
  private int currentNumber;
  private long writtenLength;

  /**
   * Nothing is staged yet.
   *
   * @param nodes the stage
   * @param items what changes
   * @param others takes contents that no file of the tree has; null if nobody will ask for them
   */
  StagedContents(Directory nodes, List<TreeItem> items, @Nullable NewContents others) {
    this.nodes = nodes;
    this.others = others;
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
    endCurrent();
    List<Integer> items = itemsOf.getOrDefault(number, List.of());
    if (items.isEmpty()) {
      return others == null ? OutputStream.nullOutputStream() : others.begin(number);
    }
    current = new Sink(items.get(0));
    currentNumber = number;
    return current;
  }

  @Override
  public void settle() throws IOException {
    endCurrent();
    writer.finish();
    if (others != null) {
      others.settle();
    }
  }

  private void endCurrent() throws IOException {
    Sink sink = current;
    current = null;
    if (sink != null) {
      sink.end();
      List<Integer> items = itemsOf.getOrDefault(currentNumber, List.of());
      for (int other : items.subList(1, items.size())) {
        writer.run(writer.buffer(), () -> copy(nodes, name(items.get(0)), other));
      }
    }
  }

  @Override
  public void finish() throws IOException {
    settle();
  }

  /** Stages the content of a file that is there. */
  void copy(Directory directory, byte[] name, int item) throws IOException {
    byte[] piece = new byte[StageWriter.BUFFER_LENGTH];
    try (StagedFile staged = StagedFile.open(nodes, name(item));
        OpenFile file = directory.openFile(name)) {
      long at = 0;
      for (int n; (n = file.read(at, piece, 0, piece.length)) > 0; at += n) {
        ProgressMeter.checkCancelled();
        staged.add(piece, 0, n);
      }
      end(item, staged);
    }
  }

  /** Stages an empty file. */
  void empty(int item) throws IOException {
    try (StagedFile staged = StagedFile.open(nodes, name(item))) {
      end(item, staged);
    }
  }

  private void end(int item, StagedFile staged) throws IOException {
    digests[item] = staged.end();
    writtenLength += staged.writtenLength();
  }

  @Override
  public ByteSource content(int number) throws IOException {
    if (itemsOf.containsKey(number)) {
      return staged.content(number);
    }
    if (others == null) {
      throw new CorruptDataException("delta is damaged: it uses a content that it does not keep");
    }
    return others.content(number);
  }

  private OpenFile openStaged(int number) throws IOException {
    return nodes.openFile(name(itemsOf.getOrDefault(number, List.of()).get(0)));
  }

  /** {@return SHA-256 of what was staged for an item; empty if nothing was} */
  byte[] digest(int item) {
    return digests[item];
  }

  /** {@return bytes that were written, beside what an earlier run had written} */
  long writtenLength() {
    return writtenLength;
  }

  /**
   * Ends the writer's thread, and closes what is open. After a failure what was decoded before it
   * is still written, for the next run.
   */
  void close() throws IOException {
    try (writer;
        staged) {
      writer.finish();
    } finally {
      if (current != null) {
        current.close();
      }
    }
  }

  /** Takes the bytes of one file, and gives them to the writer. */
  private final class Sink extends OutputStream {
    private final int item;
    private byte[] buffer = writer.buffer();
    private int count;

    /** The writer's, as long as that runs. */
    private @Nullable StagedFile file;

    Sink(int item) {
      this.item = item;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      for (int done = 0; done < length; ) {
        if (count == buffer.length) {
          give(false);
        }
        int n = Math.min(length - done, buffer.length - count);
        System.arraycopy(bytes, from + done, buffer, count, n);
        count += n;
        done += n;
      }
    }

    private void give(boolean last) throws IOException {
      byte[] full = buffer;
      int length = count;
      writer.run(full, () -> put(full, length, last));
      buffer = writer.buffer();
      count = 0;
    }

    private void put(byte[] bytes, int length, boolean last) throws IOException {
      StagedFile staged = file;
      if (staged == null) {
        staged = StagedFile.open(nodes, name(item));
        file = staged;
      }
      boolean done = false;
      try {
        staged.add(bytes, 0, length);
        if (last) {
          StagedContents.this.end(item, staged);
        }
        done = true;
      } finally {
        if (!done) {
          staged.close();
        }
      }
    }

    void end() throws IOException {
      give(true);
    }

    @Override
    public void close() throws IOException {
      if (file != null) {
        file.close();
      }
    }
  }
}
