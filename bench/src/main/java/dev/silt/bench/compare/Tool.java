package dev.silt.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One way to make a delta and to apply it, by programs of its own. Immutable. */
sealed interface Tool permits Peer, SiltPreset {

  /** The delta's file name in the directory of a trial. */
  String DELTA = "delta";

  /** The file name of what was rebuilt. */
  String OUTPUT = "output";

  /** {@return its name in options and tables} */
  String title();

  /** {@return a note for people: its command lines; the same for all presets} */
  String usage();

  /**
   * Tells why it cannot run.
   *
   * @param material what it would get
   * @return the reason; empty if it can
   */
  Optional<String> obstacle(Material material) throws IOException;

  /** {@return the programs that make {@link #DELTA} in a directory} */
  List<Step> create(Material material, Path directory);

  /** {@return the programs that make {@link #OUTPUT} of it} */
  List<Step> apply(Material material, Path directory);

  /** {@return why what was rebuilt is wrong; empty if it is right} */
  Optional<String> mistake(Material material, Path output, Scratch scratch) throws IOException;
}
