package dev.silt.relocate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.io.ByteSource;
import dev.silt.testing.SampleTables;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of tables become the target's; every kind of field is found. */
class TableRelocationTest {

  private static final int COUNT = 150;
  private static final long SEED = 21;

  private static ElfLayout layout(byte[] program) throws IOException {
    return Objects.requireNonNull(ElfLayout.parse(ByteSource.of(program)));
  }

  /** Every piece that both have; not headers and descriptions, that say how long tables are. */
  private static RunList runs(SampleTables base, SampleTables target) {
    Set<String> apart = Set.of("hash", "unwind", "go", "functions end", "module", "sections");
    RunList runs = new RunList();
    base.offsets()
        .forEach(
            (piece, offset) -> {
              if (base.length(piece) > 0 && !apart.contains(piece)) {
                runs.add(offset, target.at(piece), base.length(piece));
              }
            });
    return runs;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyFieldBecomesTheTargets(boolean isGo) throws IOException {
    SampleTables from = SampleTables.of(SEED, COUNT, isGo, false);
    SampleTables to = SampleTables.of(SEED, COUNT, isGo, true);
    byte[] base = from.bytes();
    byte[] target = to.bytes();
    RunList runs = runs(from, to);
    RelocationHints hints =
        new RelocationHints(SegmentMove.of(layout(base), layout(target)), FieldKinds.ALL);
    Relocation relocation = Relocation.of(ByteSource.of(base), layout(base), hints, runs);
    for (String piece : from.offsets().keySet()) {
      for (int i = 0; i < runs.count(); i++) {
        int offset = from.at(piece);
        int length = from.length(piece);
        long into = offset - runs.baseOffset(i);
        if (length > 0 && into >= 0 && into < runs.length(i)) {
          byte[] made = new byte[length];
          relocation.run(i).readFully(offset, made, 0, length);
          assertThat(made)
              .as(piece)
              .isEqualTo(Arrays.copyOfRange(target, to.at(piece), to.at(piece) + length));
        }
      }
    }
    FieldKinds useful = relocation.useful(ByteSource.of(target), 1);
    Set<FieldKind> expected =
        EnumSet.of(
            FieldKind.NAME,
            FieldKind.SYMBOL,
            FieldKind.ADDRESS,
            FieldKind.SIZE,
            FieldKind.RANGE,
            FieldKind.BACK,
            FieldKind.DISTANCE);
    if (isGo) {
      expected.addAll(
          EnumSet.of(
              FieldKind.GO_CODE,
              FieldKind.GO_OFFSET,
              FieldKind.GO_DATA,
              FieldKind.GO_TYPE,
              FieldKind.GO_METHOD));
    }
    assertThat(expected).allMatch(useful::has);
  }

  @Test
  void landmarksAreComparedIfBothHaveThem() throws IOException {
    SampleTables from = SampleTables.of(SEED, COUNT, true, false);
    SampleTables to = SampleTables.of(SEED, COUNT, true, true);
    ElfLayout base = layout(from.bytes());
    ElfLayout target = layout(to.bytes());
    List<SegmentMove> moves = SegmentMove.of(base, target);
    assertThat(moves).hasSize(3 + ElfLayout.MAX_LANDMARKS);
    List<String> pieces =
        List.of(
            "unwind",
            "text",
            "goname0",
            "unit0",
            "file0",
            "counter0",
            "function0",
            "stackmap0",
            "type0");
    for (int i = 0; i < pieces.size(); i++) {
      long expected = (long) to.at(pieces.get(i)) - from.at(pieces.get(i));
      assertThat(moves.get(3 + i).offset()).as(pieces.get(i)).isEqualTo(expected);
    }
    ElfLayout plain = layout(SampleTables.of(SEED, COUNT, false, true).bytes());
    assertThat(SegmentMove.of(base, plain)).hasSize(3);
    assertThat(SegmentMove.of(plain, base)).hasSize(3);
  }

  @Test
  void gapsGoWithWhatStandsBeforeThem() throws IOException {
    SampleTables program = SampleTables.of(SEED, COUNT, false, false);
    byte[] base = program.bytes();
    ElfLayout layout = layout(base);
    int text = program.at("text");
    int data = program.at("data");
    RunList runs = new RunList();
    runs.add(text + 64, text + 100, 200);
    runs.add(text + 400, text + 500, 64);
    runs.add(data + 64, data + 264, 100);
    runs.add(text + 120, data + 1000, 500); // overlaps both: what it alone has goes with it
    AddressMap map = new AddressMap(layout, base.length, List.of(), runs);
    BaseCover cover = BaseCover.of(layout, base.length, map);
    long[][] expected = {
      {0, 0}, // the first segment goes with nothing before it
      {text, 36}, // its own run is nearer than another segment's
      {text + 64, 36},
      {text + 264, data + 1000 - text - 120},
      {text + 620, data + 1000 - text - 120},
      {data, 200},
      {data + 64, 200},
      {data + 164, 200},
    };
    assertThat(cover.count()).isEqualTo(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(new long[] {cover.start(i), cover.moved(i)}).as("%d", i).isEqualTo(expected[i]);
      assertThat(cover.partAt(cover.start(i))).isEqualTo(i);
      assertThat(cover.partAt(cover.start(i + 1) - 1)).isEqualTo(i);
    }
    assertThat(cover.start(expected.length)).isEqualTo(base.length);
    RunList none = new RunList();
    AddressMap empty = new AddressMap(layout, base.length, List.of(), none);
    assertThat(BaseCover.of(layout, base.length, empty).count()).isEqualTo(1);
  }
}
