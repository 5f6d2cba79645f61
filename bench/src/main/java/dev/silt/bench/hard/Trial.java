package dev.silt.bench.hard;

import com.sun.management.OperatingSystemMXBean;
import dev.silt.ApplyOptions;
import dev.silt.DeltaSource;
import dev.silt.DiffOptions;
import dev.silt.ImageSource;
import dev.silt.Preset;
import dev.silt.SignOptions;
import dev.silt.SignatureSource;
import dev.silt.Silt;
import dev.silt.bench.OneLayerImage;
import dev.silt.image.Codec;
import dev.silt.io.WorkFiles;
import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** One case: its two images on disk, until it is closed. */
final class Trial implements Closeable {

  private final HardCase input;
  private final Path directory;
  private final Path old;
  private final Path changed;
  private final Path signature;
  private final long oldLength;
  private final long length;

  private Trial(HardCase input, Path directory) throws IOException {
    this.input = input;
    this.directory = directory;
    this.old = directory.resolve("old.tar");
    this.changed = directory.resolve("new.tar");
    this.signature = directory.resolve("old.sig");
    this.oldLength = OneLayerImage.write(old, Codec.NONE, input.old());
    this.length = OneLayerImage.write(changed, Codec.NONE, input.changed());
    if (input.signed()) {
      Silt.sign(ImageSource.of(old), signature, SignOptions.defaults().withThreadCount(1));
    }
  }

  /**
   * Writes the images.
   *
   * @param input what
   * @param parent a directory for them; made if it is not there
   */
  static Trial create(HardCase input, Path parent) throws IOException {
    Files.createDirectories(parent);
    Path directory = Files.createTempDirectory(parent, "silt-hard-");
    try {
      return new Trial(input, directory);
    } catch (IOException e) {
      WorkFiles.deleteTree(directory);
      throw e;
    }
  }

  /** Makes the delta and applies it, both with one thread. */
  Measured run(Preset preset) throws IOException {
    Path delta = directory.resolve("delta.silt");
    Path made = directory.resolve("made.tar");
    DiffOptions options = DiffOptions.of(preset).withThreadCount(1);
    ImageSource target = ImageSource.of(changed);
    long start = time();
    if (input.signed()) {
      Silt.diff(SignatureSource.of(signature), target, delta, options);
    } else {
      Silt.diff(ImageSource.of(old), target, delta, options);
    }
    long middle = time();
    Silt.apply(ImageSource.of(old), DeltaSource.of(delta), made, ApplyOptions.defaults());
    long end = time();
    long readLength = length + (input.signed() ? 0 : oldLength);
    Measured measured =
        new Measured(
            input.name(), length, readLength, Files.size(delta), middle - start, end - middle);
    Files.delete(made);
    Files.delete(delta);
    return measured;
  }

  /** Processor time of all threads: other programs may run beside this one. */
  private static long time() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return system.getProcessCpuTime();
  }

  @Override
  public void close() throws IOException {
    WorkFiles.deleteTree(directory);
  }
}
