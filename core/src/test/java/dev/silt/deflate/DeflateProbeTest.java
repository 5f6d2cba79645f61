package dev.silt.deflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import dev.silt.io.ByteSource;
import dev.silt.testing.Bytes;
import dev.silt.testing.DeflateInputs;
import dev.silt.testing.RandomData;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateProbeTest {

  private static final int LEVELS = 9;
  private static final long SEED = 815;

  private final DeflateProbe probe = DeflateProbe.create();

  @Test
  void someModelIsFoundForWhatALevelMakes() throws Exception {
    for (int i = 0; i < 300; i++) {
      byte[] plain = DeflateInputs.random(SEED + i);
      int level = 1 + i % LEVELS;
      byte[] deflated = Deflated.of(plain, level);

      DeflateMatch match = find(deflated, plain, i % (LEVELS + 1));

      assertThat(match.isFound()).as("seed %d, level %d", SEED + i, level).isTrue();
      assertThat(match.miss()).isEqualTo(DeflateMiss.NONE);
      assertThat(Deflated.of(plain, match.model())).isEqualTo(deflated);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
  void levelIsToldFromOthers(int level) throws Exception {
    byte[] plain = DeflateInputs.of(7, 300_000, SEED);

    assertThat(find(Deflated.of(plain, level), plain, 0).model()).isEqualTo(level);
    assertThat(find(Deflated.of(plain, level), plain, 5).model()).isEqualTo(level);
  }

  @Test
  void likelyModelComesFirst() throws Exception {
    byte[] plain = Bytes.latin1("all levels agree");

    assertThat(find(Deflated.of(plain, 1), plain, 0).model()).isEqualTo(6);
    assertThat(find(Deflated.of(plain, 1), plain, 3).model()).isEqualTo(3);
  }

  @Test
  void storedTextIsOfNoLevel() throws Exception {
    byte[] plain = RandomData.text(new SplittableRandom(SEED), 100_000);

    assertMiss(deflated(plain, Deflater.NO_COMPRESSION, Deflater.DEFAULT_STRATEGY), plain)
        .isEqualTo(DeflateMiss.STORED);
  }

  @Test
  void otherStrategyIsOfNoLevel() throws Exception {
    byte[] plain = RandomData.text(new SplittableRandom(SEED), 10_000);

    assertMiss(deflated(plain, 6, Deflater.HUFFMAN_ONLY), plain).isEqualTo(DeflateMiss.FIRST_BLOCK);
  }

  @Test
  void earlyFlushIsSeenInTheFirstBlock() throws Exception {
    byte[] plain = RandomData.text(new SplittableRandom(SEED), 10_000);

    assertMiss(flushed(plain, 1000), plain).isEqualTo(DeflateMiss.BLOCK_END);
  }

  @Test
  void lateFlushIsSeenLater() throws Exception {
    byte[] plain = RandomData.text(new SplittableRandom(SEED), 400_000);

    assertMiss(flushed(plain, 350_000), plain).isEqualTo(DeflateMiss.LATER_BLOCK);
  }

  @Test
  void bytesBehindAreNotOverlooked() throws Exception {
    byte[] plain = RandomData.text(new SplittableRandom(SEED), 1000);
    byte[] deflated = Deflated.of(plain, 6);

    assertMiss(Bytes.concat(deflated, new byte[1]), plain).isEqualTo(DeflateMiss.LATER_BLOCK);
    assertMiss(Arrays.copyOf(deflated, deflated.length - 1), plain)
        .isEqualTo(DeflateMiss.FIRST_BLOCK);
    assertMiss(new byte[0], plain).isNotEqualTo(DeflateMiss.NONE);
  }

  @Test
  void otherPlainBytesFindNothing() throws Exception {
    byte[] plain = RandomData.text(new SplittableRandom(SEED), 70_000);
    byte[] deflated = Deflated.of(plain, 6);
    byte[] changed = plain.clone();
    changed[69_000]++;

    assertMiss(deflated, changed).isEqualTo(DeflateMiss.FIRST_BLOCK);
    assertMiss(deflated, new byte[0]).isEqualTo(DeflateMiss.FIRST_BLOCK);
  }

  @Test
  void anyBytesAreReadWithoutHarm() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    byte[] plain = RandomData.text(random, 3000);
    for (int i = 0; i < 1000; i++) {
      byte[] deflated = Deflated.of(plain, 1 + i % LEVELS);
      for (int edits = random.nextInt(1, 4); edits > 0; edits--) {
        deflated[random.nextInt(random.nextInt(2) == 0 ? 80 : deflated.length)] ^=
            (byte) (1 << random.nextInt(8));
      }
      find(Arrays.copyOf(deflated, random.nextInt(deflated.length)), plain, 0);
      find(RandomData.bytes(random, random.nextInt(300)), plain, 0);
    }
  }

  private DeflateMatch find(byte[] deflated, byte[] plain, int likely) throws Exception {
    return probe.find(ByteSource.of(deflated), ByteSource.of(plain), likely);
  }

  private ObjectAssert<DeflateMiss> assertMiss(byte[] deflated, byte[] plain) throws Exception {
    DeflateMatch match = find(deflated, plain, 0);
    assertThat(match.model()).isEqualTo(DeflateMatch.NO_MODEL);
    return assertThatObject(match.miss());
  }

  private static byte[] deflated(byte[] plain, int level, int strategy) {
    Deflater deflater = new Deflater(level, true);
    deflater.setStrategy(strategy);
    deflater.setInput(plain);
    deflater.finish();
    return drain(deflater, Deflater.NO_FLUSH);
  }

  /** {@return a stream that was flushed once} */
  private static byte[] flushed(byte[] plain, int at) {
    Deflater deflater = new Deflater(6, true);
    deflater.setInput(plain, 0, at);
    byte[] buffer = new byte[plain.length];
    int count = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
    deflater.setInput(plain, at, plain.length - at);
    deflater.finish();
    return Bytes.concat(Arrays.copyOf(buffer, count), drain(deflater, Deflater.NO_FLUSH));
  }

  private static byte[] drain(Deflater deflater, int flush) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer, 0, buffer.length, flush));
    }
    deflater.end();
    return out.toByteArray();
  }
}
