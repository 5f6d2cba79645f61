package dev.silt.rootfs;

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
import dev.silt.TreeEntry;
import dev.silt.TreeOptions;
import dev.silt.error.CorruptDataException;
import dev.silt.error.InvalidImageException;
import dev.silt.error.WrongBaseException;
import dev.silt.testing.Bytes;
import dev.silt.testing.Container;
import dev.silt.testing.ImageBytes;
import dev.silt.testing.ImageSpec;
import dev.silt.testing.Item;
import dev.silt.testing.LayerSpec;
import dev.silt.testing.ReadImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signatures of root file systems, and deltas that apply to them. */
@SuppressWarnings("NullAway.Init")
class RootTreeDeltaTest {

  @TempDir Path directory;
  private Path root;
  private Path signature;
  private Path delta;
  private ImageBytes target;
  private ImageSource targetSource;

  @BeforeEach
  void makePair() throws IOException {
    root = SampleTree.make(directory.resolve("root"));
    // Everybody may read all of it here; the one test about that changes it again.
    Files.setAttribute(root.resolve("etc/passwd"), "unix:mode", 0644);
    signature = directory.resolve("signature");
    delta = directory.resolve("delta");
    byte[] edited =
        Bytes.concat(Arrays.copyOf(SampleTree.large(), 90_000), new byte[] {1, 2, 3}, rest());
    target =
        ImageSpec.of(
                LayerSpec.of(Item.directory("etc/"), Item.file("etc/passwd", new byte[] {9})),
                LayerSpec.of(Item.file("usr/lib/large", edited), Item.symlink("bin", "usr/bin")))
            .render();
    targetSource = Container.OCI_ARCHIVE.write(target, directory, "target");
  }

  private static byte[] rest() {
    return Arrays.copyOfRange(SampleTree.large(), 90_000, SampleTree.LARGE_LENGTH);
  }

  private ImageSource base() {
    return ImageSource.of(root);
  }

  private DiffResult signAndDiff() throws IOException {
    Silt.sign(base(), signature, SignOptions.defaults());
    return Silt.diff(SignatureSource.of(signature), targetSource, delta, DiffOptions.fast());
  }

  private void verify() throws IOException {
    Silt.verify(base(), DeltaSource.of(delta), ApplyOptions.defaults());
  }

  @Test
  void aDeltaFromASignatureAppliesToTheTree() throws IOException {
    DiffResult made = signAndDiff();
    assertThat(made.insertedLength()).isLessThan(10_000);
    assertThat(made.copiedLength()).isGreaterThan(SampleTree.LARGE_LENGTH - 10_000);
    verify();
    Path out = directory.resolve("out");
    Silt.apply(base(), DeltaSource.of(delta), out, ApplyOptions.defaults());
    assertThat(ReadImage.of(out).config()).isEqualTo(target.config());
    verify(); // the tree is as it was
  }

  @Test
  void aDeltaIsMadeFromTheTreeItself() throws IOException {
    DiffResult made =
        Silt.diff(base().withPlatform("linux/arm64"), targetSource, delta, DiffOptions.balanced());
    assertThat(made.insertedLength()).isLessThan(200);
    verify();
  }

  @Test
  void theSameTreeHasTheSameSignature() throws IOException {
    Silt.sign(base(), signature, SignOptions.defaults().withThreadCount(1));
    Path again = directory.resolve("again");
    for (int threadCount : new int[] {1, 2, 8}) {
      Silt.sign(base(), again, SignOptions.defaults().withThreadCount(threadCount));
      assertThat(again).hasSameBinaryContentAs(signature);
    }
    // A symbolic link as the root, another working directory's path: nothing of it is in there.
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("root"));
    Silt.sign(ImageSource.of(link), again, SignOptions.defaults());
    assertThat(again).hasSameBinaryContentAs(signature);
  }

  /** One change to the tree. */
  private interface Change {
    void make(Path root) throws IOException;
  }

  @Test
  void anyChangeMakesItTheWrongBase() throws IOException {
    Map<String, Change> changes = new LinkedHashMap<>();
    changes.put(
        "etc/passwd",
        at -> {
          FileTime time = Files.getLastModifiedTime(at.resolve("etc/passwd"));
          byte[] content = Files.readAllBytes(at.resolve("etc/passwd"));
          content[5] ^= 1;
          Files.write(at.resolve("etc/passwd"), content);
          Files.setLastModifiedTime(at.resolve("etc/passwd"), time);
        });
    changes.put("ab", at -> Files.setAttribute(at.resolve("ab"), "unix:mode", 0600));
    changes.put(
        "a!b", at -> Files.setLastModifiedTime(at.resolve("a!b"), FileTime.fromMillis(5000)));
    changes.put("a/", at -> quietly(at.resolve("a"), dir -> Files.createFile(dir.resolve("new"))));
    changes.put(
        "etc/", at -> quietly(at.resolve("etc"), dir -> Files.delete(dir.resolve("empty"))));
    changes.put(
        "usr/", at -> quietly(at.resolve("usr"), dir -> Files.delete(dir.resolve("sparse"))));
    changes.put(
        "etc/",
        at ->
            quietly(
                at.resolve("etc"),
                dir -> {
                  Files.delete(dir.resolve("loop"));
                  Files.createSymbolicLink(dir.resolve("loop"), Path.of("pool"));
                }));
    for (Map.Entry<String, Change> change : changes.entrySet()) {
      signAndDiff();
      verify();
      change.getValue().make(root);
      assertThatThrownBy(this::verify)
          .as(change.getKey())
          .isInstanceOf(WrongBaseException.class)
          .hasMessageContaining("may have been modified since it was signed")
          .hasMessageContaining(change.getKey());
      assertThatThrownBy(
              () ->
                  Silt.apply(
                      base(),
                      DeltaSource.of(delta),
                      directory.resolve("none"),
                      ApplyOptions.defaults()))
          .isInstanceOf(WrongBaseException.class);
      assertThat(directory.resolve("none")).doesNotExist();
    }
  }

  /** Changes what is in a directory and sets its time back. */
  private static void quietly(Path at, Change change) throws IOException {
    FileTime time = Files.getLastModifiedTime(at);
    change.make(at);
    Files.setLastModifiedTime(at, time);
  }

  @Test
  void timesBelowASecondDoNotCount() throws IOException {
    signAndDiff();
    Files.setLastModifiedTime(
        root.resolve("etc"), FileTime.from(java.time.Instant.ofEpochSecond(1_700_000_000)));
    verify();
  }

  @Test
  void damagedSignaturesAndDeltasAreRefused() throws IOException {
    signAndDiff();
    byte[] good = Files.readAllBytes(signature);
    byte[] goodDelta = Files.readAllBytes(delta);
    for (int i = 0; i < 300; i++) {
      byte[] bad = good.clone();
      bad[(int) ((long) i * bad.length / 300)] ^= (byte) (1 << i % 8);
      assertThatThrownBy(
              () ->
                  Silt.diff(
                      SignatureSource.of(new ByteArrayInputStream(bad)),
                      targetSource,
                      directory.resolve("none"),
                      DiffOptions.fast()))
          .isInstanceOf(dev.silt.error.SiltException.class);
      byte[] badDelta = goodDelta.clone();
      badDelta[(int) ((long) i * badDelta.length / 300)] ^= (byte) (1 << i % 8);
      assertThatThrownBy(
              () ->
                  Silt.verify(
                      base(),
                      DeltaSource.of(new ByteArrayInputStream(badDelta)),
                      ApplyOptions.defaults()))
          .isInstanceOf(dev.silt.error.SiltException.class);
    }
    assertThatThrownBy(
            () ->
                Silt.verify(
                    base(),
                    DeltaSource.of(new ByteArrayInputStream(good)),
                    ApplyOptions.defaults()))
        .isInstanceOf(CorruptDataException.class);
  }

  @Test
  void aTreeIsNoTarget() {
    assertThatThrownBy(
            () -> Silt.diff(targetSource, ImageSource.of(root), delta, DiffOptions.fast()))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("it can be the base of a delta, not its target");
    assertThat(delta).doesNotExist();
  }

  @Test
  void nothingIsWrittenIntoTheTree() throws IOException {
    for (Path inside : List.of(root, root.resolve("etc"))) {
      assertThatThrownBy(
              () -> Silt.sign(base(), inside.resolve("signature"), SignOptions.defaults()))
          .isInstanceOf(InvalidImageException.class)
          .hasMessageContaining("must stay as it is");
      SignOptions options = SignOptions.defaults().withWorkDirectory(inside);
      assertThatThrownBy(() -> Silt.sign(base(), signature, options))
          .isInstanceOf(InvalidImageException.class);
      assertThatThrownBy(
              () -> Silt.diff(base(), targetSource, inside.resolve("d"), DiffOptions.fast()))
          .isInstanceOf(InvalidImageException.class);
      ApplyOptions apply = ApplyOptions.defaults().withWorkDirectory(inside);
      signAndDiff();
      assertThatThrownBy(() -> Silt.verify(base(), DeltaSource.of(delta), apply))
          .isInstanceOf(InvalidImageException.class);
    }
    verify();
  }

  @Test
  void aBundleIsNotItsRoot() throws IOException {
    Files.createDirectories(directory.resolve("bundle/rootfs/etc"));
    Files.createFile(directory.resolve("bundle/config.json"));
    ImageSource bundle = ImageSource.of(directory.resolve("bundle"));
    assertThatThrownBy(() -> Silt.sign(bundle, signature, SignOptions.defaults()))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("give its rootfs directory");
    Silt.sign(
        ImageSource.of(directory.resolve("bundle/rootfs")), signature, SignOptions.defaults());
    ImageSource named = ImageSource.of(root).withReference("name:1");
    assertThatThrownBy(() -> Silt.sign(named, signature, SignOptions.defaults()))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("has no names");
  }

  @Test
  void listsATree() throws IOException {
    List<TreeEntry> entries = Silt.list(base(), TreeOptions.defaults().withDigests(true));
    TreeEntry large =
        entries.stream()
            .filter(e -> e.pathText().equals("usr/lib/large"))
            .findFirst()
            .orElseThrow();
    assertThat(large.mode()).isEqualTo(04755);
    assertThat(large.sha256()).isEqualTo(Bytes.sha256(SampleTree.large()));
  }

  @Test
  void aFileThatMayNotBeReadIsNamed() throws IOException {
    Path secret = root.resolve("etc/passwd");
    Files.setAttribute(secret, "unix:mode", 0);
    if (Files.isReadable(secret)) { // root may
      signAndDiff();
      verify();
    } else {
      assertThatThrownBy(() -> Silt.sign(base(), signature, SignOptions.defaults()))
          .isInstanceOf(AccessDeniedException.class)
          .hasMessageContaining("etc/passwd");
    }
  }
}
