package dev.silt.relocate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.io.ByteSource;
import dev.silt.testing.SampleProgram;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The relocated base is the target where the runs are right, and something where they are not. */
class RelocationTest {

  private static final int FUNCTIONS = 300;
  private static final int GROW = 7;
  private static final long SEED = 11;

  private static ElfLayout layout(byte[] program) throws IOException {
    return Objects.requireNonNull(ElfLayout.parse(ByteSource.of(program)));
  }

  private static List<SegmentMove> moves(byte[] base, byte[] target) throws IOException {
    return SegmentMove.of(layout(base), layout(target));
  }

  /** What really went where: headers and unwind table, each function, the pointers. */
  private static RunList runs(boolean arm) {
    RunList runs = new RunList();
    runs.add(512, 512, 8 * FUNCTIONS);
    for (int i = 0; i < FUNCTIONS; i++) {
      int from = SampleProgram.functionOffset(arm, FUNCTIONS, 0, i);
      int to = SampleProgram.functionOffset(arm, FUNCTIONS, GROW, i);
      runs.add(from, to, SampleProgram.functionOffset(arm, FUNCTIONS, 0, i + 1) - from);
    }
    runs.add(
        SampleProgram.dataOffset(arm, FUNCTIONS, 0),
        SampleProgram.dataOffset(arm, FUNCTIONS, GROW),
        8 * FUNCTIONS);
    return runs;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyFieldBecomesTheTargets(boolean arm) throws IOException {
    byte[] base = SampleProgram.of(arm, SEED, FUNCTIONS, 0);
    byte[] target = SampleProgram.of(arm, SEED, FUNCTIONS, GROW);
    RunList runs = runs(arm);
    RelocationHints hints = new RelocationHints(moves(base, target), FieldKinds.ALL);
    Relocation relocation = Relocation.of(ByteSource.of(base), layout(base), hints, runs);
    int differing = 0;
    for (int i = 0; i < runs.count(); i++) {
      for (int k = 0; k < runs.length(i); k++) {
        int from = (int) runs.baseOffset(i) + k;
        int to = (int) runs.targetOffset(i) + k;
        differing += base[from] == target[to] ? 0 : 1;
      }
      byte[] made = new byte[(int) runs.length(i)];
      relocation.run(i).readFully(runs.baseOffset(i), made, 0, made.length);
      int start = (int) runs.targetOffset(i);
      assertThat(made)
          .as("run %d", i)
          .isEqualTo(java.util.Arrays.copyOfRange(target, start, start + made.length));
    }
    assertThat(differing).isGreaterThan(2500);
    FieldKinds useful = relocation.useful(ByteSource.of(target), 1);
    assertThat(
            arm
                ? EnumSet.of(FieldKind.BRANCH, FieldKind.TEST_BRANCH, FieldKind.NEAR)
                : EnumSet.of(FieldKind.CALL, FieldKind.OPERAND, FieldKind.ABSOLUTE))
        .allMatch(useful::has);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bytesDoNotDependOnHowTheyAreRead(boolean arm) throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    byte[] base = SampleProgram.of(arm, SEED, FUNCTIONS, 0);
    byte[] target = SampleProgram.of(arm, SEED, FUNCTIONS, GROW);
    for (int round = 0; round < 60; round++) {
      damage(base, random, round);
      ElfLayout layout = ElfLayout.parse(ByteSource.of(base));
      if (layout == null) {
        base = SampleProgram.of(arm, SEED, FUNCTIONS, 0);
        continue;
      }
      RunList runs = randomRuns(random, base.length, target.length);
      RelocationHints hints =
          new RelocationHints(
              SegmentMove.of(layout, layout(target)),
              new FieldKinds(random.nextLong(FieldKinds.ALL.mask() + 1)));
      Relocation whole = Relocation.of(ByteSource.of(base), layout, hints, runs);
      Relocation pieces = Relocation.of(ByteSource.of(base), layout, hints, runs);
      for (int i = 0; i < runs.count(); i++) {
        byte[] expected = whole.run(i).readAll();
        byte[] actual = new byte[expected.length];
        ByteSource view = pieces.forTarget(runs.targetOffset(i));
        for (int done = 0; done < actual.length; ) {
          int n = Math.min(actual.length - done, 1 + random.nextInt(3000));
          view.readFully(done, actual, done, n);
          done += n;
        }
        assertThat(actual).isEqualTo(expected);
      }
      assertThat(whole.all().readAll()).hasSize(base.length);
    }
  }

  private static void damage(byte[] base, SplittableRandom random, int count) {
    for (int i = 0; i < count; i++) {
      int at = random.nextInt(4) == 0 ? random.nextInt(288) : random.nextInt(base.length);
      base[at] = (byte) random.nextInt();
    }
  }

  private static RunList randomRuns(SplittableRandom random, int baseLength, int targetLength) {
    RunList runs = new RunList();
    for (long at = random.nextInt(50); at < targetLength; ) {
      int length = 1 + random.nextInt(9000);
      runs.add(random.nextInt(baseLength), at, Math.min(length, targetLength - at));
      at += length + random.nextInt(100);
    }
    return runs;
  }

  @Test
  void whatIsNoProgramHasNoLayout() throws IOException {
    SplittableRandom random = new SplittableRandom(6);
    byte[] program = SampleProgram.of(false, SEED, 20, 0);
    for (int length = 0; length < 400; length += 3) {
      ElfLayout.parse(ByteSource.of(java.util.Arrays.copyOf(program, length)));
    }
    int found = 0;
    for (int round = 0; round < 3000; round++) {
      byte[] damaged = program.clone();
      for (int i = 0; i < 4; i++) {
        damaged[random.nextInt(288)] = (byte) random.nextInt();
      }
      ElfLayout layout = ElfLayout.parse(ByteSource.of(damaged));
      if (layout != null) {
        found++;
        RelocationHints hints = new RelocationHints(SegmentMove.of(layout, layout), FieldKinds.ALL);
        RunList runs = randomRuns(random, damaged.length, damaged.length);
        Relocation.of(ByteSource.of(damaged), layout, hints, runs).all().readAll();
      }
    }
    assertThat(found).isBetween(500, 2900);
    byte[] other = program.clone();
    other[18] = 40; // ARM, 32 bits
    assertThat(ElfLayout.parse(ByteSource.of(other))).isNull();
  }

  @Test
  void wildHintsAreHarmless() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    byte[] base = SampleProgram.of(true, SEED, 50, 0);
    for (int round = 0; round < 200; round++) {
      List<SegmentMove> moves =
          List.of(
              new SegmentMove(random.nextLong(), random.nextLong(), random.nextLong()),
              new SegmentMove(random.nextInt(), Long.MIN_VALUE, Long.MAX_VALUE));
      RunList runs = new RunList();
      long at = 0;
      for (int i = 0; i < 20; i++) {
        long length = random.nextLong() >>> 1 + random.nextInt(60);
        runs.add(random.nextLong() >>> 1 + random.nextInt(60), at, length);
        at += length;
      }
      RelocationHints hints = new RelocationHints(moves, FieldKinds.ALL);
      Relocation relocation = Relocation.of(ByteSource.of(base), layout(base), hints, runs);
      for (int i = 0; i < runs.count(); i++) {
        assertThat(relocation.run(i).readAll()).hasSize(base.length);
      }
    }
  }
}
