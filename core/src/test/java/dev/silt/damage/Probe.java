package dev.silt.damage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.ApplyOptions;
import dev.silt.DeltaSource;
import dev.silt.OutputFormat;
import dev.silt.Silt;
import dev.silt.error.Limits;
import dev.silt.error.SiltException;
import dev.silt.io.WorkFiles;
import dev.silt.property.SamplePair;
import dev.silt.testing.ImagePair;
import dev.silt.testing.ReadImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Applies deltas to one base and keeps book of what must not happen. Safe for several threads. */
final class Probe {

  private static final Limits LIMITS = new Limits(1 << 20, 1 << 16, 1000, 4 << 20, 16 << 20, 23);

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
          Files.createDirectories(outs.resolve("" + Thread.currentThread().getId())), bytes, what);
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

  /** Another program must be able to read the image, and it must be the target. */
  private void checkExact(Path image, String what) throws IOException {
    try {
      ReadImage read = ReadImage.of(image);
      if (!Arrays.equals(read.config(), sample.target().config())) {
        failures.add(what + ": applied to something else");
      }
    } catch (IOException | RuntimeException | AssertionError e) {
      failures.add(what + ": applied to what cannot be read: " + e);
    } finally {
      WorkFiles.deleteTree(image);
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
