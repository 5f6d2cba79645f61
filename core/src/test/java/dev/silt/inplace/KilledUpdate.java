package dev.silt.inplace;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process that updates a root file system and kills itself, with SIGKILL, after one of its
 * changes. Arguments: the root file system, the delta, the number of the change, the directory of
 * work files.
 */
final class KilledUpdate {

  private KilledUpdate() {}

  public static void main(String[] arguments) throws IOException {
    FaultyDirectory.Trap trap =
        new FaultyDirectory.Trap(Integer.parseInt(arguments[2]), KilledUpdate::kill);
    Directory root = new FaultyDirectory(UnixDirectory.openRoot(Path.of(arguments[0])), trap);
    UpdateSettings settings = TestSettings.of(arguments[0], false, Path.of(arguments[3]));
    try (Updater updater = Updater.of(root, settings);
        InputStream delta = Files.newInputStream(Path.of(arguments[1]))) {
      updater.apply(delta);
    }
  }

  private static void kill() {
    try {
      new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid()))
          .start()
          .waitFor();
      Thread.sleep(10_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
