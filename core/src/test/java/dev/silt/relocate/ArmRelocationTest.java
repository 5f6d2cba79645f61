package dev.silt.relocate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.io.ByteSource;
import dev.silt.io.LittleEndian;
import dev.silt.testing.SampleArmProgram;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Code and tables of 32-bit ARM programs become the target's; every kind of field is found. */
class ArmRelocationTest {

  private static final int COUNT = 154;
  private static final long SEED = 41;
  private static final Set<String> APART = Set.of("hash", "dynamic", "sections");

  private static ElfLayout layout(byte[] program) throws IOException {
    return Objects.requireNonNull(ElfLayout.parse(ByteSource.of(program)));
  }

  /** Every piece that both have, but not what a filter leaves out. */
  private static RunList runs(SampleArmProgram base, SampleArmProgram target, Set<String> apart) {
    RunList runs = new RunList();
    base.offsets()
        .forEach(
            (piece, offset) -> {
              String sort = piece.replaceAll("[0-9]+", "");
              if (base.length(piece) > 0 && !apart.contains(sort)) {
                runs.add(offset, target.at(piece), base.length(piece));
              }
            });
    return runs;
  }

  private static Relocation relocation(byte[] base, byte[] target, RunList runs)
      throws IOException {
    RelocationHints hints =
        new RelocationHints(SegmentMove.of(layout(base), layout(target)), FieldKinds.ALL);
    return Relocation.of(ByteSource.of(base), layout(base), hints, runs);
  }

  @Test
  void everyFieldBecomesTheTargets() throws IOException {
    SampleArmProgram from = SampleArmProgram.of(SEED, COUNT, false);
    SampleArmProgram to = SampleArmProgram.of(SEED, COUNT, true);
    RunList runs = runs(from, to, APART);
    Relocation relocation = becomesTheTargets(from, to, runs, 0);
    FieldKinds useful = relocation.useful(ByteSource.of(to.bytes()), 1);
    Set<FieldKind> expected = EnumSet.range(FieldKind.THUMB_BRANCH, FieldKind.SHORT_SYMBOL);
    expected.addAll(EnumSet.of(FieldKind.NAME, FieldKind.SYMBOL, FieldKind.MOVE_PAIR));
    assertThat(expected).allMatch(useful::has);
  }

  /** There pairs of moves are addresses; names look like some, and are not checked. */
  @Test
  void codeForFixedAddressesBecomesTheTargets() throws IOException {
    SampleArmProgram from = SampleArmProgram.fixed(SEED, COUNT, false);
    SampleArmProgram to = SampleArmProgram.fixed(SEED, COUNT, true);
    RunList runs = runs(from, to, APART);
    Relocation relocation = becomesTheTargets(from, to, runs, from.at("symbol0"));
    FieldKinds useful = relocation.useful(ByteSource.of(to.bytes()), 1);
    assertThat(useful.has(FieldKind.MOVE_PAIR)).isTrue();
  }

  private static Relocation becomesTheTargets(
      SampleArmProgram from, SampleArmProgram to, RunList runs, int checkedFrom)
      throws IOException {
    byte[] base = from.bytes();
    byte[] target = to.bytes();
    Relocation relocation = relocation(base, target, runs);
    int fields = 0;
    for (int run = 0; run < runs.count(); run++) {
      int offset = (int) runs.baseOffset(run);
      if (offset < checkedFrom) {
        continue;
      }
      byte[] made = new byte[(int) runs.length(run)];
      relocation.run(run).readFully(offset, made, 0, made.length);
      int start = (int) runs.targetOffset(run);
      byte[] expected = Arrays.copyOfRange(target, start, start + made.length);
      // A field over the border of two blocks is none: so many bytes are left as they were.
      for (int i = 0; i < made.length; i++) {
        boolean isNearBorder = (offset + i + 8 & FieldBlock.LENGTH - 1) < 16;
        if (isNearBorder) {
          made[i] = expected[i];
        }
      }
      fields += Arrays.equals(made, Arrays.copyOfRange(base, offset, offset + made.length)) ? 0 : 1;
      assertThat(made).as("run %d at %x", run, offset).isEqualTo(expected);
    }
    assertThat(fields).isGreaterThan(100);
    return relocation;
  }

  /** Headers and what the dynamic section names: in place of the runs, calls say what is what. */
  @Test
  void stubsAndIndexAreDerived() throws IOException {
    SampleArmProgram from = SampleArmProgram.of(SEED, COUNT, false);
    SampleArmProgram to = SampleArmProgram.of(SEED, COUNT, true);
    byte[] base = from.bytes();
    byte[] target = to.bytes();
    RunList known = runs(from, to, Set.of("hash", "dynamic", "sections", "stub", "stubs", "index"));
    known.add(from.at("stub5"), to.at("stub9"), 12L * 40); // wrong
    known.add(from.at("index5"), to.at("index9"), 8L * 40); // wrong
    List<SegmentMove> moves = SegmentMove.of(layout(base), layout(target));
    RunList derived =
        DerivedRuns.of(
            ByteSource.of(base), ByteSource.of(target), layout(base), layout(target), moves, known);
    AddressMap map = new AddressMap(layout(base), base.length, moves, derived);
    for (int i = 0; i < COUNT; i++) {
      for (String piece : List.of("stub" + i, "index" + i, "code" + i)) {
        assertThat(map.targetOffset(from.at(piece))).as(piece).isEqualTo(to.at(piece));
      }
    }
  }

  @Test
  void programHeadersSuffice() throws IOException {
    SampleArmProgram from = SampleArmProgram.of(SEED, COUNT, false);
    SampleArmProgram to = SampleArmProgram.of(SEED, COUNT, true);
    byte[] base = from.bytes();
    byte[] target = to.bytes();
    for (byte[] program : List.of(base, target)) {
      LittleEndian.putInt(program, 32, 0);
      program[48] = 0;
    }
    ElfLayout layout = layout(base);
    assertThat(layout.machine()).isEqualTo(Machine.ARM);
    assertThat(layout.functionIndex()).isNotNull();
    ArmTables tables = Objects.requireNonNull(layout.arm());
    assertThat(tables.got().address()).isEqualTo(from.address("got"));
    assertThat(Objects.requireNonNull(tables.stubs()).offset()).isEqualTo(from.at("stubs"));
    FieldKinds useful =
        relocation(base, target, runs(from, to, APART)).useful(ByteSource.of(target), 1);
    assertThat(EnumSet.of(FieldKind.THUMB_BRANCH, FieldKind.POOL, FieldKind.SHORT_ADDRESS))
        .allMatch(useful::has);
  }

  @Test
  void damagedHeadersAreHarmless() throws IOException {
    SplittableRandom random = new SplittableRandom(42);
    byte[] program = SampleArmProgram.of(SEED, 22, false).bytes();
    for (int length = 0; length < 400; length++) {
      ElfLayout.parse(ByteSource.of(Arrays.copyOf(program, length)));
    }
    int found = 0;
    for (int round = 0; round < 2000; round++) {
      byte[] damaged = program.clone();
      for (int i = 0; i < 3; i++) {
        damaged[random.nextInt(SampleArmProgram.HEADERS_LENGTH)] = (byte) random.nextInt();
      }
      ElfLayout layout = ElfLayout.parse(ByteSource.of(damaged));
      if (layout != null) {
        found++;
        RunList runs = new RunList();
        runs.add(0, 100, damaged.length);
        RelocationHints hints = new RelocationHints(SegmentMove.of(layout, layout), FieldKinds.ALL);
        Relocation.of(ByteSource.of(damaged), layout, hints, runs).all().readAll();
      }
    }
    assertThat(found).isBetween(500, 1990);
  }
}
