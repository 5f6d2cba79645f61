package dev.silt.bench;

import dev.silt.delta.OpList;
import dev.silt.delta.OpRuns;
import dev.silt.io.ByteSource;
import dev.silt.match.ContentMatcher;
import dev.silt.relocate.ElfLayout;
import dev.silt.relocate.FieldKinds;
import dev.silt.relocate.Relocation;
import dev.silt.relocate.RelocationHints;
import dev.silt.relocate.RunList;
import dev.silt.relocate.SegmentMove;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How fast a base is relocated, as an applier does it: a table in Markdown. Each argument is a
 * directory with the files {@code old} and {@code new}. MB are 10^6 bytes of runs a second of one
 * thread's processor time, the best of several rounds. Both files are held in memory.
 */
public final class RelocationTable {

  private static final int MIN_ROUNDS = 25;

  /** Bytes of all rounds, at least: less is not compiled yet. */
  private static final long MIN_LENGTH = 1L << 30;

  private static final int PIECE_LENGTH = 1 << 16;

  private RelocationTable() {}

  /**
   * Prints the table.
   *
   * @param arguments directories
   * @throws IOException if a file cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    System.out.println("| file | bytes of runs | runs | rewritten bytes | MB/s |");
    System.out.println("| --- | ---: | ---: | ---: | ---: |");
    for (String argument : arguments) {
      System.out.println(row(Path.of(argument)));
    }
  }

  private static String row(Path directory) throws IOException {
    ByteSource base = ByteSource.of(Files.readAllBytes(directory.resolve("old")));
    ByteSource target = ByteSource.of(Files.readAllBytes(directory.resolve("new")));
    ElfLayout from = ElfLayout.parse(base);
    ElfLayout to = ElfLayout.parse(target);
    if (from == null || to == null) {
      return "| " + directory.getFileName() + " | no program | | | |";
    }
    OpList ops = ContentMatcher.create(1).match(base, target);
    RunList runs = OpRuns.fitting(ops);
    List<SegmentMove> moves = SegmentMove.of(from, to);
    RelocationHints hints = new RelocationHints(moves, FieldKinds.ALL);
    long best = Long.MAX_VALUE;
    long read = 0;
    long rewritten = 0;
    for (int round = 0; round < MIN_ROUNDS || read > 0 && round * read < MIN_LENGTH; round++) {
      long start = time();
      Relocation relocation = Relocation.of(base, from, hints, runs);
      read = read(relocation, runs, null);
      best = Math.min(best, time() - start);
      if (round == 0) {
        long[] changed = new long[1];
        read(Relocation.of(base, from, hints, runs), runs, counter(base, changed));
        rewritten = changed[0];
      }
    }
    return String.format(
        "| %s | %,d | %,d | %,d | %.0f |",
        directory.getFileName(), read, runs.count(), rewritten, read * 1e3 / best);
  }

  private interface Sink {
    void piece(long offset, byte[] bytes, int count) throws IOException;
  }

  private static Sink counter(ByteSource base, long[] changed) {
    byte[] plain = new byte[PIECE_LENGTH];
    return (offset, bytes, count) -> {
      base.readFully(offset, plain, 0, count);
      for (int i = 0; i < count; i++) {
        changed[0] += plain[i] == bytes[i] ? 0 : 1;
      }
    };
  }

  private static long read(
      Relocation relocation, RunList runs, @org.jspecify.annotations.Nullable Sink sink)
      throws IOException {
    byte[] bytes = new byte[PIECE_LENGTH];
    long total = 0;
    for (int run = 0; run < runs.count(); run++) {
      ByteSource view = relocation.forTarget(runs.targetOffset(run));
      for (long done = 0; done < runs.length(run); ) {
        int n = (int) Math.min(bytes.length, runs.length(run) - done);
        view.readFully(runs.baseOffset(run) + done, bytes, 0, n);
        if (sink != null) {
          sink.piece(runs.baseOffset(run) + done, bytes, n);
        }
        done += n;
        total += n;
      }
    }
    return total;
  }

  private static long time() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
