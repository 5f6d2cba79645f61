package dev.silt.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.io.LittleEndian;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lookups in tables of few and many blocks, and of blocks made to collide. */
class BlockTableTest {

  private static final int BLOCK_LENGTH = 100;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 8, 9, 1000, 100_000})
  void findsEveryBlockAndNothingElse(int count) throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    int[] weak = random.ints(count).toArray();
    BlockTable table = table(weak);

    for (int i = 0; i < count; i++) {
      assertThat(table.find(weak[i], strong(i))).isEqualTo(i);
    }
    assertThat(table.find(count == 0 ? 0 : weak[0], strong(-1))).isEqualTo(-1);
    int[] foreign = random.ints(10_000).toArray();
    long known =
        IntStream.of(foreign).filter(hash -> table.next(new int[] {hash}, 0, 1) < 1).count();
    assertThat(known).as("foreign hashes taken for known").isLessThan(10);
  }

  @Test
  void findsTheNextKnownHash() throws Exception {
    int[] weak = new SplittableRandom(2).ints(1000).toArray();
    BlockTable table = table(weak);
    for (int at = 0; at < 11; at++) {
      int[] hashes = new int[11];
      hashes[at] = weak[500];

      assertThat(table.next(hashes, 0, hashes.length)).isEqualTo(at);
      assertThat(table.next(hashes, at, hashes.length)).isEqualTo(at);
      assertThat(table.next(hashes, at + 1, hashes.length)).isEqualTo(hashes.length);
      assertThat(table.next(hashes, 0, at)).isEqualTo(at);
    }
  }

  @Test
  void keepsTheFirstOfEqualBlocks() throws Exception {
    BlockTableBuilder builder = builder();
    for (int i = 0; i < 1000; i++) {
      builder.block(i % 7, strong(i % 7));
    }
    BlockTable table = builder.build(100_000);

    assertThat(IntStream.range(0, 7).map(i -> find(table, i, i)))
        .containsExactly(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void remembersFewOfTheBlocksThatShareOneWeakHash() throws Exception {
    int[] weak = new int[200_000];
    weak[weak.length - 1] = -1;
    BlockTable table = table(weak);

    long found = IntStream.range(0, weak.length - 1).filter(i -> find(table, 0, i) == i).count();
    assertThat(found).isEqualTo(BlockTable.BUCKET_CAPACITY);
    assertThat(find(table, -1, weak.length - 1)).isEqualTo(weak.length - 1);
  }

  @Test
  void manyEqualBlocksCrowdNobodyOut() throws Exception {
    BlockTableBuilder builder = builder();
    for (int i = 0; i < 1000; i++) {
      builder.block(5, strong(0));
    }
    builder.block(5, strong(1));

    assertThat(find(builder.build(100_100), 5, 1)).isEqualTo(1000);
  }

  @Test
  void knowsTheLengthOfTheLastBlock() throws Exception {
    BlockTableBuilder builder = builder();
    builder.block(1, strong(1));
    builder.block(2, strong(2));
    BlockTable table = builder.build(101);

    assertThat(table.lengthOf(0)).isEqualTo(100);
    assertThat(table.lengthOf(1)).isEqualTo(1);
    assertThat(table.offsetOf(1)).isEqualTo(100);
  }

  @Test
  void refusesWhatIsTooLarge() throws Exception {
    Limits limits = new Limits(1, 512, 1, 4000, 1, 10);
    BlockTableBuilder builder = BlockTableBuilder.create(1000, SeededSha256.LENGTH, limits);
    for (int i = 0; i < 4000 / 22; i++) {
      builder.block(i, strong(i));
    }

    assertThatThrownBy(() -> builder.block(0, strong(0)))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("metadataLength");
    assertThatThrownBy(() -> BlockTableBuilder.create(1001, SeededSha256.LENGTH, limits))
        .isInstanceOf(LimitExceededException.class);
  }

  @Test
  void refusesAContentLengthThatDoesNotFit() throws Exception {
    BlockTableBuilder builder = builder();
    builder.block(1, strong(1));

    assertThatThrownBy(() -> builder.build(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.build(101)).isInstanceOf(IllegalArgumentException.class);
  }

  private static int find(BlockTable table, int weak, int strong) {
    return table.find(weak, strong(strong));
  }

  private static BlockTable table(int[] weak) throws Exception {
    BlockTableBuilder builder = builder();
    for (int i = 0; i < weak.length; i++) {
      builder.block(weak[i], strong(i));
    }
    return builder.build((long) weak.length * BLOCK_LENGTH);
  }

  private static BlockTableBuilder builder() throws Exception {
    return BlockTableBuilder.create(BLOCK_LENGTH, SeededSha256.LENGTH, Limits.defaults());
  }

  private static byte[] strong(int i) {
    byte[] hash = new byte[SeededSha256.LENGTH];
    LittleEndian.putLong(hash, 0, i);
    return hash;
  }
}
