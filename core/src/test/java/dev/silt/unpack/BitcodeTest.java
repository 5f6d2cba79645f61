package dev.silt.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silt.error.CorruptDataException;
import dev.silt.io.ByteSource;
import dev.silt.testing.BitcodeBytes;
import dev.silt.testing.Bytes;
import dev.silt.testing.RandomData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bitcode comes back from its fields. */
@Timeout(120)
class BitcodeTest {

  private static final MemberStreams NONE =
      new MemberStreams() {
        @Override
        public int count() {
          return 0;
        }

        @Override
        public ByteSource stream(int member) {
          throw new IllegalStateException();
        }

        @Override
        public int crc(int member) {
          throw new IllegalStateException();
        }

        @Override
        public long plainLength(int member) {
          throw new IllegalStateException();
        }
      };

  private static byte[] skeleton(byte[] file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Objects.requireNonNull(Archive.parse(ByteSource.of(file))).writeSkeleton(null, out);
    return out.toByteArray();
  }

  private static byte[] rendered(byte[] skeleton) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Packing.render(ByteSource.of(skeleton), NONE, out);
    return out.toByteArray();
  }

  @Test
  void randomOnesComeBack() throws IOException {
    int fields = 0;
    for (int seed = 0; seed < 500; seed++) {
      byte[] file = BitcodeBytes.random(seed, 4 + seed % 20, -1);
      byte[] skeleton = skeleton(file);
      assertThat(rendered(skeleton)).as("seed %d", seed).isEqualTo(file);
      Archive archive = Objects.requireNonNull(Archive.parse(ByteSource.of(file)));
      assertThat(archive.isWhole()).isTrue();
      assertThat(archive.names()).isEmpty();
      fields += skeleton.length;
    }
    assertThat(fields).isGreaterThan(1_000_000);
  }

  /** One operand more: all bits behind it are elsewhere in their bytes, all fields are the same. */
  @Test
  void fieldsStayAsTheyAre() throws IOException {
    byte[] old = skeleton(BitcodeBytes.random(7, 30, -1));
    byte[] now = skeleton(BitcodeBytes.random(7, 30, 3));
    assertThat(now).hasSize(old.length + 2);
    int end = 0;
    while (old[old.length - 1 - end] == now[now.length - 1 - end]) {
      end++;
    }
    assertThat(Arrays.mismatch(old, now) + end).isGreaterThan(old.length - 70);
  }

  @Test
  void editedOnesComeBackOrAreLeftAlone() throws IOException {
    byte[] good = BitcodeBytes.random(8, 6, -1);
    int found = 0;
    int odd = 0;
    for (int seed = 0; seed < 4000; seed++) {
      byte[] file = RandomData.edit(new SplittableRandom(seed), good);
      Archive archive = file.length < 64 ? null : Archive.parse(ByteSource.of(file));
      if (archive != null && archive.isWhole()) {
        found++;
        // a number may have more chunks than it needs: such a file is not used, as it does not
        // come back
        odd += Arrays.equals(rendered(skeleton(file)), file) ? 0 : 1;
      }
    }
    assertThat(found).isGreaterThan(10);
    assertThat(odd).isLessThan(found / 2);
  }

  @Test
  void everyCutIsNoBitcodeOrComesBack() throws IOException {
    byte[] good = BitcodeBytes.random(9, 3, -1);
    for (int length = 64; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      if (Archive.parse(ByteSource.of(cut)) != null) {
        assertThat(rendered(skeleton(cut))).as("cut to %d", length).isEqualTo(cut);
      }
    }
  }

  @Test
  void damagedSkeletonsAreRefusedOrMakeSomething() throws IOException {
    byte[] good = skeleton(BitcodeBytes.random(10, 5, -1));
    int refused = 0;
    int rounds = 10_000;
    for (int seed = 0; seed < rounds; seed++) {
      byte[] bytes = RandomData.edit(new SplittableRandom(seed), good);
      bytes = bytes.length == 0 ? new byte[1] : bytes;
      bytes[0] = SkeletonColumn.BITCODE;
      try {
        rendered(bytes);
      } catch (CorruptDataException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1, rounds - 1);
  }

  @Test
  void blocksInBlocksAreBounded() {
    byte[] deep = new byte[1 << 20];
    for (int i = 1; i + 4 < deep.length; i += 5) {
      deep[i] = 1; // a block begins, of number 0
      deep[i + 3] = 2; // with records of two bits
    }
    deep[0] = SkeletonColumn.BITCODE;
    assertThatThrownBy(() -> rendered(deep))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("blocks in blocks");
  }

  /** What takes no bits may not be there 2^40 times; forms, which stay in memory, not for ever. */
  @Test
  void arraysOfNothingAndManyFormsAreRefused() {
    byte[] block = {SkeletonColumn.BITCODE, 1, 8, 0, 4, 0};
    byte[] nothing = {2, 2, 0, 0, 3, 0, 1, 0, 0};
    byte[] literal = {2, 2, 0, 0, 3, 1, 5, 0};
    for (byte[] form : List.of(nothing, literal)) {
      assertThatThrownBy(() -> rendered(Bytes.concat(block, form, new byte[100])))
          .isInstanceOf(CorruptDataException.class)
          .hasMessageContaining("array or blob");
    }
    byte[] many = new byte[6 + 300_000 / 5 * 5 * 4];
    System.arraycopy(block, 0, many, 0, block.length);
    for (int i = block.length; i + 5 < many.length; i += 5) {
      many[i] = 2;
      many[i + 1] = 1;
      many[i + 4] = 4; // char6
    }
    assertThatThrownBy(() -> rendered(many))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("form of a record");
  }

  @Test
  void lengthIsBounded() throws IOException {
    ByteArrayOutputStream long1 = new ByteArrayOutputStream();
    // one block with a blob that is longer than a file may be
    long1.write(new byte[] {SkeletonColumn.BITCODE, 1, 8, 0, 4, 0, 2, 1, 0, 0, 5, 4});
    long1.write(new byte[] {-1, -1, 0, 0, 0, 1, 0, 0, 0, 0}); // 16 MiB
    byte[] head = long1.toByteArray();
    byte[] all = Arrays.copyOf(head, head.length + (16 << 20) + 1);
    assertThatThrownBy(() -> rendered(all))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("too long");
    byte[] file = Arrays.copyOf(BitcodeBytes.random(1, 3, -1), (8 << 20) + 4);
    assertThat(Archive.parse(ByteSource.of(file))).isNull();
    assertThat(Archive.isTooLarge(ByteSource.of(file))).isTrue();
    Packing.render(
        ByteSource.of(new byte[] {SkeletonColumn.BITCODE}), NONE, OutputStream.nullOutputStream());
  }
}
