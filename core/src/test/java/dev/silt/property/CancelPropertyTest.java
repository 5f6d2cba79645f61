package dev.silt.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.silt.ApplyOptions;
import dev.silt.DeltaSource;
import dev.silt.DiffOptions;
import dev.silt.ImageSource;
import dev.silt.OutputFormat;
import dev.silt.Silt;
import dev.silt.TreeOptions;
import dev.silt.error.CancelledException;
import dev.silt.progress.Phase;
import dev.silt.progress.ProgressListener;
import dev.silt.testing.Container;
import dev.silt.testing.ImageBytes;
import dev.silt.testing.ImageSpec;
import dev.silt.testing.Item;
import dev.silt.testing.LayerCodec;
import dev.silt.testing.LayerSpec;
import dev.silt.testing.RandomData;
import dev.silt.testing.TarShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An interrupt in any phase or at any time: CancelledException, flag set, nothing left. */
class CancelPropertyTest {

  /** What is interrupted. */
  private interface Operation {
    void run(ProgressListener listener, int threadCount) throws IOException;
  }

  private final Path directory;
  private final Path out;
  private final Path delta;
  private final ImageSource base;
  private final ImageSource target;

  CancelPropertyTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    out = Files.createDirectory(directory.resolve("out"));
    delta = directory.resolve("delta");
    base = Container.OCI_ARCHIVE.write(image(false), directory, "base");
    target = Container.OCI_ARCHIVE.write(image(true), directory, "target");
  }

  /** Some MiB, so that every phase has something to break off. */
  private static ImageBytes image(boolean changed) {
    SplittableRandom random = new SplittableRandom(77);
    List<LayerSpec> layers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      List<Item> items = new ArrayList<>();
      for (int j = 0; j < 4; j++) {
        byte[] data = RandomData.code(random, 300_000);
        if (changed && j != 1) {
          data = RandomData.edit(random, data);
        }
        items.add(Item.file("layer" + i + "/file" + j, data));
      }
      layers.add(new LayerSpec(items, TarShape.PLAIN, LayerCodec.GZIP, 1));
    }
    return new ImageSpec(layers, "amd64", List.of(), changed ? 2 : 1).render();
  }

  @Test
  void diff() throws Exception {
    interruptEverywhere(
        (listener, threadCount) ->
            Silt.diff(
                base,
                target,
                out.resolve("new.delta"),
                DiffOptions.balanced().withListener(listener).withThreadCount(threadCount)),
        EnumSet.of(
            Phase.READ_BASE, Phase.READ_TARGET, Phase.MATCH, Phase.ENCODE, Phase.SELF_CHECK));
  }

  @Test
  void apply() throws Exception {
    makeDelta();
    for (OutputFormat format : OutputFormat.values()) {
      interruptEverywhere(
          (listener, threadCount) ->
              Silt.apply(
                  base,
                  DeltaSource.of(delta),
                  out.resolve("new.image"),
                  ApplyOptions.defaults()
                      .withFormat(format)
                      .withListener(listener)
                      .withThreadCount(threadCount)),
          EnumSet.of(Phase.WRITE));
    }
  }

  @Test
  void verify() throws Exception {
    makeDelta();
    interruptEverywhere(
        (listener, threadCount) ->
            Silt.verify(
                base,
                DeltaSource.of(delta),
                ApplyOptions.defaults()
                    .withListener(listener)
                    .withThreadCount(threadCount)
                    .withWorkDirectory(out)),
        EnumSet.noneOf(Phase.class));
  }

  @Test
  void list() throws Exception {
    interruptEverywhere(
        (listener, threadCount) ->
            Silt.list(
                target,
                TreeOptions.defaults()
                    .withDigests(true)
                    .withListener(listener)
                    .withThreadCount(threadCount)),
        EnumSet.noneOf(Phase.class));
  }

  private void makeDelta() throws IOException {
    Silt.diff(base, target, delta, DiffOptions.fast().withSelfCheck(false));
  }

  private void interruptEverywhere(Operation operation, Set<Phase> required) throws Exception {
    Set<Phase> seen = EnumSet.noneOf(Phase.class);
    operation.run((phase, done, total) -> seen.add(phase), 2);
    assertThat(seen).containsAll(required);
    cleanOut();
    List<String> before = Snapshot.of(directory);
    for (Phase phase : seen) {
      for (int threadCount : new int[] {1, 2}) {
        Thread[] thread = new Thread[1];
        boolean[] last = new boolean[1];
        ProgressListener listener =
            (now, done, total) -> {
              if (now == phase) {
                last[0] |= done == total;
                thread[0].interrupt();
              }
            };
        boolean cancelled = run(operation, listener, threadCount, thread, 0);
        assertThat(cancelled || last[0]).as("cancelled in %s", phase).isTrue();
        checkNothingLeft(before, cancelled, phase.toString());
      }
    }
    interruptByTime(operation, before);
  }

  private void interruptByTime(Operation operation, List<String> before) throws Exception {
    int cancelledCount = 0;
    for (int millis = 1; millis < 200; millis = millis * 2 + 1) {
      boolean cancelled = run(operation, ProgressListener.NONE, 2, new Thread[1], millis);
      cancelledCount += cancelled ? 1 : 0;
      checkNothingLeft(before, cancelled, "after " + millis + " ms");
    }
    assertThat(cancelledCount).isPositive();
  }

  private void checkNothingLeft(List<String> before, boolean cancelled, String when)
      throws IOException {
    if (cancelled) {
      assertThat(Snapshot.of(directory)).as(when).isEqualTo(before);
    } else {
      cleanOut();
    }
  }

  private void cleanOut() throws IOException {
    dev.silt.io.WorkFiles.deleteTree(out);
    Files.createDirectory(out);
  }

  /** {@return whether it was cancelled; else it ended well} */
  private static boolean run(
      Operation operation, ProgressListener listener, int threadCount, Thread[] thread, int millis)
      throws InterruptedException {
    Throwable[] thrown = new Throwable[1];
    boolean[] flag = new boolean[1];
    thread[0] =
        new Thread(
            () -> {
              try {
                operation.run(listener, threadCount);
              } catch (IOException | RuntimeException | Error e) {
                thrown[0] = e;
                flag[0] = Thread.currentThread().isInterrupted();
              }
            });
    thread[0].start();
    if (millis > 0) {
      Thread.sleep(millis);
      thread[0].interrupt();
    }
    thread[0].join(60_000);
    if (thread[0].isAlive()) {
      fail("still running a minute after the interrupt");
    }
    if (thrown[0] == null) {
      return false;
    }
    assertThat(thrown[0]).isInstanceOf(CancelledException.class);
    assertThat(flag[0]).as("interrupt status").isTrue();
    return true;
  }
}
