package dev.silt.fuzz;

import dev.silt.io.ByteSource;
import dev.silt.relocate.DerivedRuns;
import dev.silt.relocate.ElfLayout;
import dev.silt.relocate.FieldKinds;
import dev.silt.relocate.Relocation;
import dev.silt.relocate.RelocationHints;
import dev.silt.relocate.RunList;
import dev.silt.relocate.SegmentMove;
import dev.silt.testing.Bytes;
import dev.silt.testing.SampleArmProgram;
import dev.silt.testing.SampleProgram;
import dev.silt.testing.SampleTables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Any program is relocated without an error, in bounded time, to bytes that do not depend on how
 * they are read. The first eight bytes are the seed of runs and hints, the others the program.
 * Stateless.
 */
final class RelocationTarget {

  private static final int SEED_LENGTH = 8;
  private static final int MAX_RUNS = 64;

  private RelocationTarget() {}

  /** {@return programs of all kinds} */
  static List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    byte[] seed = new byte[SEED_LENGTH];
    for (boolean more : new boolean[] {false, true}) {
      seeds.add(Bytes.concat(seed, SampleProgram.of(more, 1, 30, 7)));
      seeds.add(Bytes.concat(seed, SampleTables.of(1, 20, more, more).bytes()));
      seeds.add(Bytes.concat(seed, SampleArmProgram.of(1, 22, more).bytes()));
    }
    return seeds;
  }

  /**
   * Relocates.
   *
   * @param input seed and program
   * @return whether it was a program
   * @throws IOException if the library fails in a way it must not
   */
  static boolean run(byte[] input) throws IOException {
    if (input.length < SEED_LENGTH) {
      return false;
    }
    long seed = 0;
    for (int i = 0; i < SEED_LENGTH; i++) {
      seed = seed << Byte.SIZE | input[i] & 0xff;
    }
    SplittableRandom random = new SplittableRandom(seed);
    byte[] program = Arrays.copyOfRange(input, SEED_LENGTH, input.length);
    ByteSource base = ByteSource.of(program);
    ElfLayout layout = ElfLayout.parse(base);
    if (layout == null) {
      return false;
    }
    RunList runs = runs(random, program.length);
    RelocationHints hints =
        random.nextBoolean()
            ? new RelocationHints(moves(random), FieldKinds.ALL)
            : new RelocationHints(SegmentMove.of(layout, layout), kinds(random));
    Relocation whole = Relocation.of(base, layout, hints, runs);
    Relocation pieces = Relocation.of(base, layout, hints, runs);
    long end = 0;
    for (int i = 0; i < runs.count(); i++) {
      byte[] expected = whole.run(i).readAll();
      compare(pieces.forTarget(runs.targetOffset(i)), expected, random);
      end = runs.targetOffset(i) + runs.length(i);
    }
    byte[] all = whole.all().readAll();
    compare(pieces.all(), all, random);
    whole.useful(ByteSource.of(new byte[Math.toIntExact(end)]), 1);
    RunList known = new RunList();
    for (int i = 0; i < runs.count(); i++) {
      if (runs.targetOffset(i) + runs.length(i) <= program.length) {
        known.add(runs.baseOffset(i), runs.targetOffset(i), runs.length(i));
      }
    }
    RunList derived = DerivedRuns.of(base, base, layout, layout, hints.moves(), known);
    Relocation.of(base, layout, hints, derived).useful(base, 1);
    return true;
  }

  private static void compare(ByteSource view, byte[] expected, SplittableRandom random)
      throws IOException {
    byte[] actual = new byte[expected.length];
    for (int done = 0; done < actual.length; ) {
      int n = Math.min(actual.length - done, 1 + random.nextInt(3000));
      view.readFully(done, actual, done, n);
      done += n;
    }
    byte[] some = new byte[Math.min(expected.length, 100)];
    int at = random.nextInt(expected.length - some.length + 1);
    view.readFully(at, some, 0, some.length);
    System.arraycopy(some, 0, actual, at, some.length);
    if (!Arrays.equals(actual, expected)) {
      throw new AssertionError("depends on reading: offset=" + Arrays.mismatch(actual, expected));
    }
  }

  private static RunList runs(SplittableRandom random, int length) {
    RunList runs = new RunList();
    int most = random.nextBoolean() ? 40 : 4000;
    long at = random.nextInt(50);
    for (int i = random.nextInt(MAX_RUNS); i >= 0; i--) {
      int offset = random.nextInt(length);
      int n = 1 + random.nextInt(Math.min(most, length - offset));
      runs.add(offset, at, n);
      at += n + random.nextInt(100);
    }
    return runs;
  }

  private static List<SegmentMove> moves(SplittableRandom random) {
    List<SegmentMove> moves = new ArrayList<>();
    for (int i = random.nextInt(SegmentMove.MAX_COUNT); i >= 0; i--) {
      int shift = random.nextInt(Long.SIZE);
      moves.add(
          new SegmentMove(
              random.nextLong() >> shift, random.nextLong() >> shift, random.nextLong() >> shift));
    }
    return moves;
  }

  private static FieldKinds kinds(SplittableRandom random) {
    return new FieldKinds(random.nextLong() & FieldKinds.ALL.mask());
  }
}
