package dev.silt.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.ApplyOptions;
import dev.silt.ApplyResult;
import dev.silt.DeltaInfo;
import dev.silt.DeltaSource;
import dev.silt.DiffOptions;
import dev.silt.DiffResult;
import dev.silt.ImageSource;
import dev.silt.LayerCompression;
import dev.silt.OutputFormat;
import dev.silt.SignOptions;
import dev.silt.SignResult;
import dev.silt.SignatureSource;
import dev.silt.Silt;
import dev.silt.error.Limits;
import dev.silt.testing.Container;
import dev.silt.testing.ImageBytes;
import dev.silt.testing.ImageGenerator;
import dev.silt.testing.ImagePair;
import dev.silt.testing.ImageSpec;
import dev.silt.testing.LayerCodec;
import dev.silt.testing.LayerSpec;
import dev.silt.testing.RandomData;
import dev.silt.testing.ReadImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** All that must hold for one pair. One use each; not thread-safe. */
final class PairCheck {

  /** 0 is the rule's. */
  private static final int[] BLOCK_LENGTHS = {0, 1, 7, 64, 700, 5000};

  private final Path directory;
  private final SplittableRandom random;
  private final ImagePair pair;
  private final ImageBytes base;
  private final ImageBytes target;

  /**
   * Makes the pair.
   *
   * @param seed of everything
   * @param directory empty, for all files
   */
  PairCheck(long seed, Path directory) {
    this.directory = directory;
    this.random = new SplittableRandom(seed ^ 0x517);
    this.pair = ImageGenerator.pair(seed);
    this.base = pair.base().render();
    this.target = pair.target().render();
  }

  /** {@return how the target came from the base} */
  String kind() {
    return pair.kind();
  }

  /** Checks everything; fails with an AssertionError or what the library threw. */
  void run() throws IOException {
    Container baseForm = RandomData.pick(random, Container.values());
    Container targetForm = RandomData.pick(random, Container.values());
    Path work = Files.createDirectory(directory.resolve("work"));
    ImageSource a = baseForm.write(base, directory, "base");
    ImageSource b = targetForm.write(target, directory, "target");
    List<String> before = Snapshot.of(directory);

    Path delta = directory.resolve("delta");
    DiffOptions options =
        DiffOptions.of(RandomData.preset(random))
            .withThreadCount(random.nextInt(1, 4))
            .withSelfCheck(random.nextBoolean())
            .withWorkDirectory(random.nextBoolean() ? work : null);
    DiffResult diff = Silt.diff(a, b, delta, options);
    checkDiff(diff, delta, targetForm);

    if (random.nextInt(3) == 0) {
      a = storedOtherwise("base");
      before = Snapshot.of(directory);
      before.removeIf(line -> line.startsWith("delta "));
    }
    OutputFormat format = RandomData.pick(random, OutputFormat.values());
    ApplyOptions applyOptions = applyOptions(format, random.nextBoolean() ? work : null);
    Path out = directory.resolve("out");
    ApplyResult applied = Silt.apply(a, DeltaSource.of(delta), out, applyOptions);
    checkApplied(applied, diff);
    checkImage(ReadImage.of(out));
    if (random.nextInt(3) == 0) {
      ApplyResult verified = Silt.verify(a, DeltaSource.of(delta), applyOptions);
      assertThat(verified.targetId()).isEqualTo(applied.targetId());
      assertThat(verified.layersLength()).isEqualTo(applied.layersLength());
    }
    if (random.nextInt(3) == 0) {
      checkInspected(Silt.inspect(DeltaSource.of(delta), 10, Limits.defaults()), diff);
    }
    checkTrees(a, b, ImageSource.of(out));
    if (random.nextInt(3) == 0) {
      checkSigned(a, b);
    }

    assertThat(Snapshot.of(work)).as("work directory").isEmpty();
    List<String> after = Snapshot.of(directory);
    after.removeIf(line -> line.startsWith("delta ") || line.startsWith("out"));
    assertThat(after).as("files").isEqualTo(before);
  }

  /** A delta from the base's signature turns the base into the target too. */
  private void checkSigned(ImageSource a, ImageSource b) throws IOException {
    Path parts = Files.createDirectory(directory.resolve("out-signed"));
    Path signature = parts.resolve("signature");
    Path again = parts.resolve("again");
    Path delta = parts.resolve("delta");
    SignOptions options = SignOptions.defaults().withBlockLength(BLOCK_LENGTHS[random.nextInt(6)]);
    SignResult signed = Silt.sign(a, signature, options.withThreadCount(1));
    assertThat(signed.baseId()).isEqualTo(base.id());
    assertThat(signed.signatureLength()).isEqualTo(Files.size(signature));
    Silt.sign(a, again, options.withThreadCount(3));
    assertThat(again).hasSameBinaryContentAs(signature);

    DiffResult diff =
        Silt.diff(SignatureSource.of(signature), b, delta, DiffOptions.fast().withThreadCount(2));
    assertThat(diff.deltaLength()).isLessThanOrEqualTo(diff.pullLength() + 4096);
    ApplyOptions defaults = ApplyOptions.defaults();
    Silt.apply(a, DeltaSource.of(delta), parts.resolve("image"), defaults);
    checkImage(ReadImage.of(parts.resolve("image")));
  }

  private ApplyOptions applyOptions(OutputFormat format, @Nullable Path work) {
    LayerCompression compression =
        format == OutputFormat.DOCKER_ARCHIVE
            ? LayerCompression.NONE
            : RandomData.pick(random, LayerCompression.values());
    return ApplyOptions.defaults()
        .withFormat(format)
        .withCompression(compression)
        .withThreadCount(random.nextInt(1, 4))
        .withWorkDirectory(work);
  }

  private void checkDiff(DiffResult diff, Path delta, Container form) throws IOException {
    assertThat(diff.baseId()).isEqualTo(base.id());
    assertThat(diff.targetId()).isEqualTo(target.id());
    assertThat(diff.deltaLength()).isEqualTo(Files.size(delta));
    long pull = target.pullLength(base, form);
    assertThat(diff.deltaLength()).as("delta, pull=%d", pull).isLessThanOrEqualTo(pull + 4096);
    assertThat(diff.pullLength()).as("pull").isLessThanOrEqualTo(pull); // equal tars may be one
    assertThat(diff.deltaLength()).isLessThanOrEqualTo(diff.pullLength() + 4096);
    if (base.id().equals(target.id())) {
      assertThat(diff.deltaLength()).isLessThan(1024 + target.config().length);
    }
    int layerCount = diff.sharedLayerCount() + diff.rebuiltLayerCount() + diff.storedLayerCount();
    assertThat(layerCount).isEqualTo(target.layers().size());
  }

  /** The same image in another container, its layers compressed in another way. */
  private ImageSource storedOtherwise(String name) throws IOException {
    List<LayerSpec> layers = new ArrayList<>();
    for (LayerSpec layer : pair.base().layers()) {
      layers.add(layer.withCodec(RandomData.pick(random, LayerCodec.values())));
    }
    ImageSpec same = pair.base().withLayers(layers);
    return RandomData.pick(random, Container.values())
        .write(same.render(), directory, name + "-otherwise");
  }

  private void checkApplied(ApplyResult applied, DiffResult diff) {
    assertThat(applied.targetId()).isEqualTo(target.id());
    assertThat(applied.deltaLength()).isEqualTo(diff.deltaLength());
    assertThat(applied.copiedLayerCount()).isEqualTo(diff.sharedLayerCount());
    assertThat(applied.rebuiltLayerCount()).isEqualTo(diff.rebuiltLayerCount());
    assertThat(applied.storedLayerCount()).isEqualTo(diff.storedLayerCount());
  }

  private void checkImage(ReadImage read) {
    assertThat(read.config()).isEqualTo(target.config());
    assertThat(read.tars()).hasSameSizeAs(target.layers());
    for (int i = 0; i < read.tars().size(); i++) {
      assertThat(read.tars().get(i)).as("layer %d", i).isEqualTo(target.layers().get(i).tar());
    }
  }

  private void checkInspected(DeltaInfo info, DiffResult diff) {
    assertThat(info.baseId()).isEqualTo(base.id());
    assertThat(info.targetId()).isEqualTo(target.id());
    assertThat(info.platform()).isEqualTo("linux/" + target.architecture());
    assertThat(info.length()).isEqualTo(diff.deltaLength());
    assertThat(info.pullLength()).isEqualTo(diff.pullLength());
    assertThat(info.names()).containsExactlyInAnyOrderElementsOf(target.names());
    assertThat(info.sections().stream().mapToLong(DeltaInfo.Section::length).sum())
        .isLessThanOrEqualTo(info.length());
  }

  private void checkTrees(ImageSource a, ImageSource b, ImageSource out) throws IOException {
    if (random.nextInt(2) != 0 && !pair.sameTree()) {
      return;
    }
    SortedMap<String, String> expected = ListedTree.of(b, random.nextInt(1, 3));
    ListedTree.check(expected, pair.target().tree());
    ListedTree.checkSame(expected, ListedTree.of(out, 1));
    if (pair.sameTree()) {
      ListedTree.checkSame(expected, ListedTree.of(a, 1));
    }
  }
}
