package dev.silt.damage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.ApplyOptions;
import dev.silt.DeltaSource;
import dev.silt.OutputFormat;
import dev.silt.Silt;
import dev.silt.error.Limits;
import dev.silt.error.SiltException;
import dev.silt.error.UnsupportedFormatException;
import dev.silt.property.SamplePair;
import dev.silt.testing.Bytes;
import dev.silt.testing.ImagePair;
import dev.silt.testing.RandomData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every truncation point and every single flipped bit of a small delta, and coarser damage: the
 * exact target or a SiltException, and nothing left behind.
 */
@Timeout(120)
class DeltaDamageTest {

  private static final Limits LIMITS = new Limits(1 << 20, 1 << 16, 1000, 4 << 20, 16 << 20, 23);

  static List<ImagePair> pairs() {
    return TinyPairs.all();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void everyTruncation(ImagePair pair, @TempDir Path directory) throws IOException {
    Probe probe = new Probe(pair, directory);
    IntStream.range(0, probe.delta.length)
        .parallel()
        .forEach(length -> probe.tryBytes(Arrays.copyOf(probe.delta, length), "cut to " + length));
    probe.finish();
    assertThat(probe.intact).as("cut deltas that applied").hasValue(0);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void everyFlippedBit(ImagePair pair, @TempDir Path directory) throws IOException {
    Probe probe = new Probe(pair, directory);
    IntStream.range(0, probe.delta.length * 8)
        .parallel()
        .forEach(
            bit -> {
              byte[] damaged = probe.delta.clone();
              damaged[bit / 8] ^= (byte) (1 << (bit % 8));
              probe.tryBytes(damaged, "bit " + bit % 8 + " of byte " + bit / 8);
            });
    probe.finish();
    assertThat(probe.intact).as("damaged deltas that applied").hasValue(0);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void coarseDamage(ImagePair pair, @TempDir Path directory) throws IOException {
    Probe probe = new Probe(pair, directory);
    probe.tryBytes(Bytes.concat(probe.delta, new byte[1]), "a byte more");
    probe.tryBytes(Bytes.concat(probe.delta, probe.delta), "twice");
    probe.tryBytes(new byte[100_000], "zeros");
    IntStream.range(0, 1000)
        .parallel()
        .forEach(
            seed -> {
              byte[] damaged = RandomData.edit(new SplittableRandom(seed), probe.delta);
              probe.tryBytes(damaged, "edit " + seed);
            });
    probe.finish();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void anotherVersion(ImagePair pair, @TempDir Path directory) throws IOException {
    Probe probe = new Probe(pair, directory);
    List<Integer> unsupported = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      byte[] newer = probe.delta.clone();
      newer[i] = (byte) (newer[i] + 1);
      if (probe.tryBytes(newer, "byte " + i + " one higher") == UnsupportedFormatException.class) {
        unsupported.add(i);
      }
    }
    assertThat(unsupported).as("bytes that tell a newer version").isNotEmpty();
  }

  /** Applies deltas to one base. Safe for several threads. */
  private static final class Probe {
    final SamplePair sample;
    final Path outs;
    final byte[] delta;
    final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger intact = new AtomicInteger();
    final AtomicInteger tried = new AtomicInteger();

    Probe(ImagePair pair, Path directory) throws IOException {
      sample = SamplePair.of(pair, directory);
      outs = Files.createDirectory(directory.resolve("out"));
      delta = sample.deltaBytes();
    }

    /** {@return the exception's class, or Void if the delta applied} */
    @SuppressWarnings("deprecation") // getId, until 19 is the least JDK
    Class<?> tryBytes(byte[] bytes, String what) {
      try {
        return tryIn(
            Files.createDirectories(outs.resolve("" + Thread.currentThread().getId())),
            bytes,
            what);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private Class<?> tryIn(Path out, byte[] bytes, String what) throws IOException {
      int number = tried.getAndIncrement();
      OutputFormat format = number % 3 == 0 ? OutputFormat.OCI_LAYOUT : OutputFormat.OCI_ARCHIVE;
      Path image = out.resolve("image");
      Class<?> result = Void.class;
      try {
        Silt.apply(
            sample.baseSource(),
            source(bytes),
            image,
            ApplyOptions.defaults().withFormat(format).withLimits(LIMITS));
        intact.incrementAndGet();
        checkExact(image, what);
        dev.silt.io.WorkFiles.deleteTree(image);
      } catch (SiltException e) {
        result = e.getClass();
      } catch (IOException | RuntimeException | Error e) {
        failures.add(what + ": " + e + " at " + Arrays.stream(e.getStackTrace()).limit(6).toList());
      }
      if (number % 8 == 0) {
        inspect(bytes, what);
      }
      checkNothingLeft(out, what);
      return result;
    }

    private void inspect(byte[] bytes, String what) {
      try {
        Silt.inspect(source(bytes), 10, LIMITS);
      } catch (SiltException e) {
        // what it should throw
      } catch (IOException | RuntimeException | Error e) {
        failures.add("inspect, " + what + ": " + e + " at " + List.of(e.getStackTrace()).get(0));
      }
    }

    private static DeltaSource source(byte[] bytes) {
      return DeltaSource.of(new ByteArrayInputStream(bytes));
    }

    private void checkExact(Path image, String what) throws IOException {
      var read = dev.silt.testing.ReadImage.of(image);
      if (!Arrays.equals(read.config(), sample.target().config())) {
        failures.add(what + ": applied to something else");
      }
    }

    private void checkNothingLeft(Path out, String what) throws IOException {
      try (Stream<Path> left = Files.list(out)) {
        left.forEach(path -> failures.add(what + ": left " + path));
      }
    }

    void finish() {
      assertThat(failures.subList(0, Math.min(10, failures.size())))
          .as("%d of %d", failures.size(), tried.get())
          .isEmpty();
    }
  }
}
