package dev.silt.fuzz;

import dev.silt.ApplyOptions;
import dev.silt.DeltaSource;
import dev.silt.Silt;
import dev.silt.damage.DeltaSections;
import dev.silt.damage.TinyPairs;
import dev.silt.error.SiltException;
import dev.silt.io.WorkFiles;
import dev.silt.property.SamplePair;
import dev.silt.testing.ImagePair;
import dev.silt.testing.ReadImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Any delta applies to the exact target or is refused with a SiltException, and leaves nothing
 * behind. The first byte chooses the base, the others are sections in the form of {@link
 * DeltaSections}. Not safe for several threads.
 */
final class DeltaTarget {

  private final Path directory;
  private final List<SamplePair> samples = new ArrayList<>();

  private DeltaTarget(Path directory) {
    this.directory = directory;
  }

  /**
   * Makes the bases and their deltas.
   *
   * @return the target
   * @throws IOException if they cannot be written
   */
  static DeltaTarget create() throws IOException {
    Path directory = Files.createTempDirectory("silt-fuzz");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
    DeltaTarget target = new DeltaTarget(directory);
    for (ImagePair pair : TinyPairs.all()) {
      Path at = Files.createDirectory(directory.resolve(pair.kind()));
      target.samples.add(SamplePair.of(pair, at));
    }
    Files.createDirectory(directory.resolve("out"));
    return target;
  }

  private static void delete(Path directory) {
    try {
      WorkFiles.deleteTree(directory);
    } catch (IOException e) {
      System.err.println("left behind: " + directory + ": " + e);
    }
  }

  /** {@return valid inputs} */
  List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      byte[] sections = DeltaSections.seed(samples.get(i).deltaBytes());
      byte[] seed = new byte[sections.length + 1];
      seed[0] = (byte) i;
      System.arraycopy(sections, 0, seed, 1, sections.length);
      seeds.add(seed);
    }
    return seeds;
  }

  /**
   * Applies and inspects a delta.
   *
   * @param input number of the base, and sections
   * @return whether it applied
   * @throws IOException if the library fails in a way it must not
   */
  boolean run(byte[] input) throws IOException {
    if (input.length == 0) {
      return false;
    }
    SamplePair sample = samples.get((input[0] & 0xff) % samples.size());
    byte[] delta = DeltaSections.delta(Arrays.copyOfRange(input, 1, input.length));
    Path out = directory.resolve("out");
    Path image = out.resolve("image");
    boolean applied = true;
    try {
      Silt.apply(
          sample.baseSource(),
          source(delta),
          image,
          ApplyOptions.defaults().withLimits(TarTarget.LIMITS));
      ReadImage read = ReadImage.of(image); // checks that config and layers belong together
      if (!Arrays.equals(read.config(), sample.target().config()) && !isOwnConfig(read, sample)) {
        throw new AssertionError("applied to something else");
      }
      Files.delete(image);
    } catch (SiltException e) {
      applied = false;
    }
    try {
      Silt.inspect(source(delta), 10, TarTarget.LIMITS);
    } catch (SiltException e) {
      if (applied) {
        throw new AssertionError("applies but cannot be inspected", e);
      }
    }
    try (Stream<Path> left = Files.list(out)) {
      List<Path> paths = left.toList();
      if (!paths.isEmpty()) {
        throw new AssertionError("left behind: " + paths);
      }
    }
    return applied;
  }

  /** A changed delta may be right in itself: another config whose diffIDs all fit. */
  private static boolean isOwnConfig(ReadImage read, SamplePair sample) {
    return read.config().length > 0 && !Arrays.equals(read.config(), sample.base().config());
  }

  private static DeltaSource source(byte[] delta) {
    return DeltaSource.of(new ByteArrayInputStream(delta));
  }
}
