package dev.silt.bench;

import com.github.luben.zstd.Zstd;
import dev.silt.coder.BitCoder;
import dev.silt.coder.BitDecoder;
import dev.silt.coder.BitEncoder;
import dev.silt.coder.DifferenceModel;
import dev.silt.coder.FieldForm;
import dev.silt.coder.OpModel;
import dev.silt.delta.Op;
import dev.silt.delta.OpList;
import dev.silt.io.ByteSource;
import dev.silt.io.Leb128;
import dev.silt.match.ContentMatcher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What the context coder makes of pairs of files, beside zstd, and how fast: a table in Markdown.
 * Each argument is a directory with the files {@code old} and {@code new}. Speed is in bytes of
 * adds a second of one thread's time, after one run to warm up. Both files are held in memory.
 */
public final class CoderTable {

  private static final int ZSTD_LEVEL = 19;
  private static final int RUNS = 3;
  private static final int MARGIN = DifferenceModel.MARGIN;

  private final byte[] base;
  private final byte[] target;
  private final OpList ops;

  private CoderTable(Path directory) throws IOException {
    byte[] old = Files.readAllBytes(directory.resolve("old"));
    this.target = Files.readAllBytes(directory.resolve("new"));
    this.ops = ContentMatcher.create(1).match(ByteSource.of(old), ByteSource.of(target));
    this.base = new byte[old.length + 2 * MARGIN];
    System.arraycopy(old, 0, base, MARGIN, old.length);
  }

  /**
   * Prints the table.
   *
   * @param arguments directories
   * @throws IOException if a file cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    System.out.println(
        "| file | bytes of adds | zstd -19 | contexts | encode MB/s | decode MB/s | ops, offsets:"
            + " zstd -19 | contexts |");
    System.out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for (String argument : arguments) {
      System.out.println(new CoderTable(Path.of(argument)).row(Path.of(argument).getFileName()));
    }
  }

  private String row(Path name) {
    byte[] differences = differences();
    byte[] coded = new byte[0];
    byte[] made = target.clone();
    long encoding = Long.MAX_VALUE;
    long decoding = Long.MAX_VALUE;
    for (int run = 0; run < RUNS; run++) {
      long start = time();
      BitEncoder encoder = BitEncoder.create();
      code(encoder, target);
      coded = encoder.finish();
      long middle = time();
      code(BitDecoder.open(coded), made);
      encoding = Math.min(encoding, middle - start);
      decoding = Math.min(decoding, time() - middle);
      if (!Arrays.equals(made, target)) {
        throw new IllegalStateException("decoded wrongly: " + name);
      }
    }
    return String.format(
        "| %s | %,d | %,d | %,d | %.1f | %.1f | %,d | %,d |",
        name,
        differences.length,
        Zstd.compress(differences, ZSTD_LEVEL).length,
        coded.length,
        differences.length * 1e3 / encoding,
        differences.length * 1e3 / decoding,
        numbersByZstd(),
        numbersByContexts());
  }

  private static long time() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private byte[] differences() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = 0;
    for (int i = 0; i < ops.count(); i++) {
      if (ops.kind(i) == Op.ADD) {
        int from = MARGIN + (int) ops.baseOffset(i);
        for (int k = 0; k < ops.length(i); k++) {
          out.write(target[at + k] - base[from + k]);
        }
      }
      at += (int) ops.length(i);
    }
    return out.toByteArray();
  }

  private void code(BitCoder coder, byte[] bytes) {
    DifferenceModel model = DifferenceModel.create();
    model.content(
        switch (target[18] & 0xff) {
          case 183 -> FieldForm.AARCH64;
          case 40 -> FieldForm.THUMB;
          default -> FieldForm.BYTES;
        });
    int at = 0;
    for (int i = 0; i < ops.count(); i++) {
      int length = (int) ops.length(i);
      if (ops.kind(i) == Op.ADD) {
        model.begin();
        int offset = (int) ops.baseOffset(i);
        for (int done = 0; done < length; ) {
          int n = Math.min(length - done, DifferenceModel.MAX_STRETCH);
          int from = MARGIN + offset + done;
          model.code(coder, base, from, n, bytes, at + done, offset + done, at + done);
          done += n;
        }
      }
      at += length;
    }
  }

  private int numbersByZstd() {
    ByteArrayOutputStream numbers = new ByteArrayOutputStream();
    ByteArrayOutputStream offsets = new ByteArrayOutputStream();
    try {
      for (long[] op : numbers()) {
        Leb128.write(numbers, op[0]);
        if (op[1] >= 0) {
          Leb128.write(offsets, op[1]);
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return Zstd.compress(numbers.toByteArray(), ZSTD_LEVEL).length
        + Zstd.compress(offsets.toByteArray(), ZSTD_LEVEL).length;
  }

  private int numbersByContexts() {
    OpModel model = OpModel.create();
    BitEncoder numbers = BitEncoder.create();
    BitEncoder offsets = BitEncoder.create();
    for (long[] op : numbers()) {
      model.number(numbers, op[0]);
      model.passNumber(op[0]);
      if (op[1] >= 0) {
        model.offset(offsets, op[1]);
        model.passOffset(op[1]);
      }
    }
    return numbers.finish().length + offsets.finish().length;
  }

  /** The numbers of each op, and where it reads; -1 for inserts. */
  private long[][] numbers() {
    long[][] numbers = new long[ops.count()][];
    long expected = 0;
    for (int i = 0; i < numbers.length; i++) {
      boolean insert = ops.kind(i) == Op.INSERT;
      long offset = insert ? expected : ops.baseOffset(i);
      numbers[i] =
          new long[] {
            ops.length(i) << 2 | ops.kind(i).code(), insert ? -1 : Leb128.zigzag(offset - expected)
          };
      expected = offset + ops.length(i);
    }
    return numbers;
  }
}
