package dev.silt.progress;

/**
 * Is told how far an operation is. Calls come from any thread of the operation, one at a time, at
 * most once for each MiB or so; {@code done} never goes back within a phase, never passes {@code
 * total}, and reaches it when the phase ends well.
 */
@FunctionalInterface
public interface ProgressListener {

  /** Listens to nothing. */
  ProgressListener NONE = (phase, done, total) -> {};

  /**
   * Called with the state of one phase.
   *
   * @param phase what is being done
   * @param done bytes done
   * @param total bytes in all, known from the phase's start
   */
  void progress(Phase phase, long done, long total);
}
