package dev.silt.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silt.ApplyOptions;
import dev.silt.DeltaSource;
import dev.silt.DiffOptions;
import dev.silt.DiffResult;
import dev.silt.ImageSource;
import dev.silt.SignOptions;
import dev.silt.SignatureSource;
import dev.silt.Silt;
import dev.silt.error.CorruptDataException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.error.UnsupportedFormatException;
import dev.silt.error.WrongBaseException;
import dev.silt.testing.Bytes;
import dev.silt.testing.Container;
import dev.silt.testing.ImageBytes;
import dev.silt.testing.ImageSpec;
import dev.silt.testing.Item;
import dev.silt.testing.LayerSpec;
import dev.silt.testing.RandomData;
import dev.silt.testing.ReadImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class SignatureTest {

  @TempDir Path directory;
  private ImageBytes target;
  private ImageSource baseSource;
  private ImageSource targetSource;
  private Path signature;

  @BeforeEach
  void makePair() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    byte[] large = RandomData.code(random, 60_000);
    byte[] edited = Bytes.concat(Arrays.copyOf(large, 20_000), new byte[] {1, 2, 3}, rest(large));
    byte[] moved = RandomData.code(random, 9_000);
    LayerSpec old =
        LayerSpec.of(
            Item.directory("bin/"),
            Item.file("bin/large", large),
            Item.file("bin/moved", moved),
            Item.file("etc/small", RandomData.text(random, 90)));
    LayerSpec changed =
        LayerSpec.of(
            Item.directory("bin/").withMode(0700),
            Item.file("bin/large", edited),
            Item.file("lib/moved", moved),
            Item.symlink("bin/link", "large"),
            Item.file("etc/small", RandomData.text(random, 91)));
    ImageBytes base = ImageSpec.of(old).render();
    target = ImageSpec.of(changed).render();
    baseSource = Container.OCI_ARCHIVE.write(base, directory, "base");
    targetSource = Container.OCI_ARCHIVE.write(target, directory, "target");
    signature = directory.resolve("signature");
    Silt.sign(baseSource, signature, SignOptions.defaults());
  }

  private static byte[] rest(byte[] large) {
    return Arrays.copyOfRange(large, 20_000, large.length);
  }

  private DiffResult diff(byte[] bytes, Limits limits) throws IOException {
    return Silt.diff(
        SignatureSource.of(new ByteArrayInputStream(bytes)),
        targetSource,
        directory.resolve("delta"),
        DiffOptions.fast().withThreadCount(1).withLimits(limits));
  }

  @Test
  void aDeltaFromASignatureHasOnlyTheBlocksAroundAnEdit() throws IOException {
    DiffResult made = diff(Files.readAllBytes(signature), Limits.defaults());
    assertThat(made.insertedLength()).isLessThan(2 * BlockLengths.SHORTEST + 100);
    assertThat(made.copiedLength()).isGreaterThan(60_000 - 2 * BlockLengths.SHORTEST);
    Path out = directory.resolve("out");
    DeltaSource delta = DeltaSource.of(directory.resolve("delta"));
    Silt.apply(baseSource, delta, out, ApplyOptions.defaults());
    assertThat(ReadImage.of(out).config()).isEqualTo(target.config());
    assertThatThrownBy(() -> Silt.verify(targetSource, delta, ApplyOptions.defaults()))
        .isInstanceOf(WrongBaseException.class);
  }

  @Test
  void isToldFromAnImageAndFromADelta() throws IOException {
    diff(Files.readAllBytes(signature), Limits.defaults());
    assertThat(Silt.isSignature(signature)).isTrue();
    assertThat(Silt.isSignature(directory.resolve("base"))).isFalse();
    for (Path file : List.of(signature, directory.resolve("base"))) {
      byte[] bytes = Files.readAllBytes(file);
      assertThat(Silt.isSignature(bytes)).isEqualTo(file.equals(signature));
      assertThat(Silt.isSignature(Arrays.copyOf(bytes, 8))).isEqualTo(file.equals(signature));
      assertThat(Silt.isSignature(Arrays.copyOf(bytes, 3))).isFalse();
    }
    assertThat(Silt.isSignature(directory.resolve("delta"))).isFalse();
    assertThat(Silt.isSignature(directory)).isFalse();
    assertThatThrownBy(() -> Silt.inspect(DeltaSource.of(signature), 1, Limits.defaults()))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("not a Silt delta")
        .hasMessageEndingWith("it is a signature");
    byte[] delta = Files.readAllBytes(directory.resolve("delta"));
    assertThatThrownBy(() -> diff(delta, Limits.defaults()))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("not a Silt signature");
  }

  @Test
  void truncationsAndFlippedBitsAreRefused() throws IOException {
    byte[] good = Files.readAllBytes(signature);
    Limits limits = new Limits(1 << 20, 1 << 16, 1000, 1 << 20, 16 << 20, 23);
    List<String> failures = new ArrayList<>();
    for (int length = 0; length < good.length; length++) {
      check(Arrays.copyOf(good, length), limits, "cut at " + length, failures);
    }
    for (int bit = 0; bit < 8 * good.length; bit += bit < 2400 ? 1 : 3) {
      byte[] bad = good.clone();
      bad[bit >> 3] ^= (byte) (1 << (bit & 7));
      check(bad, limits, "bit " + bit, failures);
    }
    check(Bytes.concat(good, new byte[1]), limits, "a byte more", failures);
    assertThat(failures).isEmpty();
  }

  private void check(byte[] bad, Limits limits, String what, List<String> failures) {
    try {
      diff(bad, limits);
      failures.add(what + ": taken");
    } catch (CorruptDataException e) {
      if (!String.valueOf(e.getMessage()).contains("signature")) {
        failures.add(what + ": " + e);
      }
    } catch (UnsupportedFormatException | LimitExceededException e) {
      // what it should throw
    } catch (IOException | RuntimeException e) {
      failures.add(what + ": " + e);
    }
  }

  @Test
  void blocksOfAContentAreLimited() {
    Limits limits = new Limits(1 << 20, 1 << 16, 1000, 1 << 16, 16 << 20, 23);
    assertThatThrownBy(
            () ->
                Silt.sign(
                    baseSource,
                    directory.resolve("long"),
                    SignOptions.defaults().withBlockLength(1).withLimits(limits)))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("block length");
    assertThat(directory.resolve("long")).doesNotExist();
  }

  @Test
  void blockLengthsGrowLikeTheSquareRoot() throws IOException {
    BlockLengths rule = BlockLengths.of(0);
    assertThat(rule.blockLength(1)).isEqualTo(4096);
    assertThat(rule.blockLength(16 << 20)).isEqualTo(4096);
    assertThat(rule.blockLength(100_000_000)).isEqualTo(10_000);
    assertThat(rule.blockLength(1L << 50)).isEqualTo(1 << 17);
    assertThat(rule.blockCount(4096)).isZero();
    assertThat(rule.blockCount(4097)).isEqualTo(2);
    assertThat(BlockLengths.of(7).blockCount(21)).isEqualTo(3);
  }
}
