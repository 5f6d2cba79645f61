package dev.silt.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.silt.DiffOptions;
import dev.silt.DiffResult;
import dev.silt.ImageSource;
import dev.silt.Preset;
import dev.silt.Silt;
import dev.silt.image.Codec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What relocation adds to encoding a program: its delta with and without, by turns, the best of
 * several rounds; a table in Markdown. Arguments are a preset, rounds, and directories with the
 * files {@code old} and {@code new}. Without means that the base says another length of its program
 * headers, so that it is no program that can be relocated; all else is the same.
 *
 * <p>Processor time is that of the whole process for the whole delta, self-check excluded; wall
 * time is that of the stages match, relocate and encode. One thread, beside the one for literals.
 */
public final class RelocationCost {

  private static final List<String> STAGES = List.of("match", "relocate", "encode");

  private final Preset preset;
  private final WorkDirectory work;
  private final ImageSource base;
  private final ImageSource target;
  private long length;
  private long processorNanos = Long.MAX_VALUE;
  private long wallNanos = Long.MAX_VALUE;

  private RelocationCost(Preset preset, WorkDirectory work, ImageSource base, ImageSource target) {
    this.preset = preset;
    this.work = work;
    this.base = base;
    this.target = target;
  }

  /**
   * Prints the table.
   *
   * @param arguments preset, rounds, directories
   * @throws IOException if a file cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    Preset preset = Preset.valueOf(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    System.out.println(
        "| file | delta without | with | CPU s without | with | | wall s without | with | |");
    System.out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for (String argument : List.of(arguments).subList(2, arguments.length)) {
      System.out.println(row(preset, rounds, Path.of(argument)));
    }
  }

  private static String row(Preset preset, int rounds, Path directory) throws IOException {
    try (WorkDirectory work = WorkDirectory.create()) {
      byte[] old = Files.readAllBytes(directory.resolve("old"));
      ImageSource base = image(work, "base.tar", old);
      ImageSource target = image(work, "target.tar", Files.readAllBytes(directory.resolve("new")));
      old[old[4] == 1 ? 42 : 54]++;
      RelocationCost without =
          new RelocationCost(preset, work, image(work, "other.tar", old), target);
      RelocationCost with = new RelocationCost(preset, work, base, target);
      for (int round = 0; round < rounds; round++) {
        without.run();
        with.run();
      }
      return String.format(
          "| %s | %,d | %,d | %.2f | %.2f | %.2f x | %.2f | %.2f | %.2f x |",
          directory.getFileName(),
          without.length,
          with.length,
          without.processorNanos / 1e9,
          with.processorNanos / 1e9,
          (double) with.processorNanos / without.processorNanos,
          without.wallNanos / 1e9,
          with.wallNanos / 1e9,
          (double) with.wallNanos / without.wallNanos);
    }
  }

  private static ImageSource image(WorkDirectory work, String name, byte[] bytes)
      throws IOException {
    Path archive = work.resolve(name);
    OneLayerImage.write(
        archive,
        Codec.NONE,
        layer -> layer.add("file", new ByteArrayInputStream(bytes), bytes.length));
    return ImageSource.of(archive);
  }

  private void run() throws IOException {
    long start = processorTime();
    DiffResult result =
        Silt.diff(
            base,
            target,
            work.resolve("delta"),
            DiffOptions.of(preset).withThreadCount(1).withSelfCheck(false));
    processorNanos = Math.min(processorNanos, processorTime() - start);
    long wall = 0;
    for (DiffResult.Stage stage : result.stages()) {
      wall += STAGES.contains(stage.name()) ? stage.nanos() : 0;
    }
    wallNanos = Math.min(wallNanos, wall);
    length = Files.size(work.resolve("delta"));
  }

  private static long processorTime() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
