package dev.silt.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.relocate.RunList;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KnownOpsTest {

  @Test
  void opsComeBackAsTheyWereAndRunsAreJoined() {
    for (int seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      OpList ops = new OpList();
      KnownOps known = new KnownOps();
      long baseOffset = 1000;
      for (int i = random.nextInt(300); i >= 0; i--) {
        Op kind = Op.ofCode(random.nextInt(3));
        int length = 1 + random.nextInt(50);
        baseOffset = random.nextInt(3) == 0 ? random.nextInt(5000) : baseOffset;
        ops.add(kind, length, kind == Op.INSERT ? 0 : baseOffset);
        baseOffset += kind == Op.INSERT ? 0 : length;
      }
      for (int i = 0; i < ops.count(); i++) {
        assertThat(known.add(ops.kind(i), ops.length(i), ops.baseOffset(i))).isTrue();
      }
      for (int i = 0; i < ops.count(); i++) {
        assertThat(known.next()).isTrue();
        assertThat(known.kind()).isEqualTo(ops.kind(i));
        assertThat(known.length()).isEqualTo(ops.length(i));
        if (ops.kind(i) != Op.INSERT) {
          assertThat(known.baseOffset()).isEqualTo(ops.baseOffset(i));
        }
      }
      assertThat(known.next()).isFalse();
      assertSame(known.runs(), OpRuns.fitting(ops));
    }
  }

  private static void assertSame(RunList actual, RunList expected) {
    assertThat(actual.count()).isEqualTo(expected.count());
    for (int i = 0; i < actual.count(); i++) {
      assertThat(actual.baseOffset(i)).isEqualTo(expected.baseOffset(i));
      assertThat(actual.targetOffset(i)).isEqualTo(expected.targetOffset(i));
      assertThat(actual.length(i)).isEqualTo(expected.length(i));
    }
  }

  @Test
  void opsAndRunsAreBounded() {
    KnownOps inserts = new KnownOps();
    for (int i = 0; i < RunList.MAX_OPS; i++) {
      assertThat(inserts.add(Op.INSERT, 1, 0)).isTrue();
    }
    assertThat(inserts.add(Op.INSERT, 1, 0)).isFalse();
    KnownOps copies = new KnownOps();
    for (int i = 0; i < RunList.MAX_COUNT; i++) {
      assertThat(copies.add(Op.COPY, 1, 2L * i)).isTrue();
    }
    assertThat(copies.add(Op.ADD, 1, 0)).isFalse();
    assertThat(copies.add(Op.ADD, 1, 2L * RunList.MAX_COUNT - 1)).as("goes on").isTrue();
    assertThat(copies.runs().count()).isEqualTo(RunList.MAX_COUNT);
  }

  @Test
  void nothingReachesBeyondTwoGibibytes() {
    long most = Integer.MAX_VALUE;
    for (long length : new long[] {most, most + 1, 1L << 32, Long.MAX_VALUE}) {
      KnownOps ops = new KnownOps();
      assertThat(ops.add(Op.INSERT, 1, 0)).isTrue();
      assertThat(ops.add(Op.INSERT, length, 0)).isFalse();
      assertThat(ops.add(Op.COPY, length, 0)).isFalse();
      assertThat(ops.add(Op.COPY, 1, length)).isFalse();
      assertThat(ops.add(Op.ADD, most - 1, 1)).isTrue();
      assertThat(ops.add(Op.INSERT, 1, 0)).isFalse();
    }
  }

  @Test
  void tooManyRunsLoseTheShortest() {
    OpList ops = new OpList();
    for (int i = 0; i < RunList.MAX_COUNT; i++) {
      ops.add(Op.COPY, i % 4 == 0 ? 3 : 40, 100L * i);
      ops.add(Op.INSERT, 1, 0);
    }
    assertThat(OpRuns.fitting(ops).count()).isEqualTo(RunList.MAX_COUNT);
    ops.add(Op.COPY, 5, 0);
    assertThat(OpRuns.of(ops)).isNull();
    RunList runs = OpRuns.fitting(ops);
    assertThat(runs.count()).isEqualTo(RunList.MAX_COUNT / 4 * 3 + 1);
    assertThat(runs.length(0)).isEqualTo(40);
    assertThat(runs.targetOffset(0)).isEqualTo(4);
  }
}
