package dev.silt.inplace;

import dev.silt.error.Limits;
import dev.silt.io.WorkFiles;
import dev.silt.progress.ProgressListener;
import java.nio.file.Path;

/** How trees are updated in tests. Stateless. */
final class TestSettings {

  /** Some of what archives need, not all. */
  private static final int IN_MEMORY = 1 << 17;

  private TestSettings() {}

  /** {@return settings with work files in a directory} */
  static UpdateSettings of(Object name, boolean forceRestore, Path work) {
    return new UpdateSettings(
        name,
        false,
        forceRestore,
        Limits.defaults(),
        ProgressListener.NONE,
        (length, stagedLength) -> WorkFiles.create(work, IN_MEMORY));
  }
}
