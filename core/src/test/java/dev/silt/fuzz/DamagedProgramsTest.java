package dev.silt.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.silt.io.LittleEndian;
import dev.silt.testing.Bytes;
import dev.silt.testing.SampleArmProgram;
import dev.silt.testing.SampleTables;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Damaged and hostile programs: no error, no hang, the same bytes however they are read. */
class DamagedProgramsTest {

  private static final int[] HOSTILE = {
    0, 1, -1, 3, 255, 4096, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x7ffffff0, 0x10000000
  };

  @Test
  void damagedBytesAreHarmless() throws IOException {
    SplittableRandom random = new SplittableRandom(31);
    List<byte[]> seeds = RelocationTarget.seeds();
    int found = 0;
    for (int round = 0; round < 1500; round++) {
      byte[] input = seeds.get(round % seeds.size()).clone();
      LittleEndian.putLong(input, 0, random.nextLong());
      int count = 1 + random.nextInt(30);
      for (int i = 0; i < count; i++) {
        int limit = random.nextInt(4) == 0 ? 288 : random.nextInt(2) == 0 ? 7000 : input.length - 8;
        int at = 8 + random.nextInt(Math.min(limit, input.length - 11));
        if (random.nextBoolean()) {
          input[at] = (byte) random.nextInt();
        } else {
          LittleEndian.putInt(input, at, HOSTILE[random.nextInt(HOSTILE.length)]);
        }
      }
      found += RelocationTarget.run(input) ? 1 : 0;
    }
    assertThat(found).isGreaterThan(500);
  }

  /** Every word of the tables and headers gets every hostile value. */
  @Test
  void hostileNumbersAreHarmless() throws IOException {
    SampleTables tables = SampleTables.of(3, 20, true, false);
    int random = 0;
    for (String piece :
        List.of(
            "name0",
            "symbol3",
            "hash",
            "bucket2",
            "go",
            "function3",
            "record4",
            "module",
            "sections",
            "relocation2",
            "frame3",
            "type2")) {
      int start = piece.equals("name0") ? 0 : tables.at(piece);
      int length = piece.equals("name0") ? SampleTables.HEADERS_LENGTH : tables.length(piece);
      for (int at = 0; at + 4 <= length; at += 4) {
        for (int value : HOSTILE) {
          byte[] program = tables.bytes();
          LittleEndian.putInt(program, start + at, value);
          byte[] seed = new byte[8];
          LittleEndian.putInt(seed, 0, random++);
          RelocationTarget.run(Bytes.concat(seed, program));
        }
      }
    }
  }

  @Test
  void hostileNumbersOfArmProgramsAreHarmless() throws IOException {
    SampleArmProgram sample = SampleArmProgram.of(3, 22, false);
    int random = 0;
    for (String piece :
        List.of(
            "name0",
            "symbol3",
            "relocation2",
            "hash",
            "bucket2",
            "stubs",
            "stub3",
            "code4",
            "arm4",
            "index3",
            "dynamic",
            "got",
            "word0",
            "sections")) {
      boolean isHeader = piece.equals("name0");
      int start = isHeader ? 0 : sample.at(piece);
      int length = isHeader ? SampleArmProgram.HEADERS_LENGTH : sample.length(piece);
      for (int at = 0; at + 4 <= length; at += 4) {
        for (int value : HOSTILE) {
          byte[] program = sample.bytes();
          LittleEndian.putInt(program, start + at, value);
          byte[] seed = new byte[8];
          LittleEndian.putInt(seed, 0, random++);
          RelocationTarget.run(Bytes.concat(seed, program));
        }
      }
    }
  }

  @Test
  void functionsThatDoNotAscendAreHarmless() throws IOException {
    SplittableRandom random = new SplittableRandom(32);
    SampleTables tables = SampleTables.of(3, 200, true, false);
    for (int round = 0; round < 100; round++) {
      byte[] program = tables.bytes();
      for (int i = 0; i < 200; i++) {
        int entry = tables.at("function" + i) + 4;
        int record = LittleEndian.getInt(program, entry);
        int start = tables.at("record0") - tables.at("function0");
        LittleEndian.putInt(
            program,
            entry,
            switch (round % 4) {
              case 0 -> start + i; // each record begins within the one before
              case 1 -> random.nextInt();
              case 2 -> start + 60 * (199 - i);
              default -> random.nextInt(5) == 0 ? random.nextInt(1 << 16) : record;
            });
        LittleEndian.putInt(program, tables.at("record" + i) + 28, random.nextInt(70));
      }
      byte[] seed = new byte[8];
      LittleEndian.putInt(seed, 0, round);
      assertThat(RelocationTarget.run(Bytes.concat(seed, program))).isTrue();
    }
  }

  /** Thousands of sections that each look like a table of Go's must not cost a search each. */
  @Test
  void manyTablesOfFunctionsAreNotAllLookedUp() {
    SampleTables tables = SampleTables.of(3, 20, true, false);
    byte[] program = tables.bytes();
    int count = 4000;
    byte[] large = java.util.Arrays.copyOf(program, 4 << 20);
    int sections = large.length - 64 * count;
    int go = tables.at("sections") + 64 * 7;
    for (int i = 1; i < count; i++) {
      System.arraycopy(program, go, large, sections + 64 * i, 64);
    }
    LittleEndian.putLong(large, 40, sections);
    large[60] = (byte) count;
    large[61] = (byte) (count >> 8);
    // Names elsewhere: the module is not found; the code is nowhere.
    LittleEndian.putLong(large, tables.at("module") + 8, 5);
    LittleEndian.putLong(large, tables.at("go") + 24, 1L << 60);
    LittleEndian.putLong(large, 64 + 2 * 56 + 32, sections - (long) tables.at("data"));
    LittleEndian.putLong(large, 64 + 2 * 56 + 40, sections - (long) tables.at("data"));
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () ->
            assertThat(dev.silt.relocate.ElfLayout.parse(dev.silt.io.ByteSource.of(large)))
                .isNotNull());
  }
}
