package dev.silt.cli;

import dev.silt.DiffOptions;
import dev.silt.Preset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that choose a preset; at most one of them is given. */
final class PresetChoice {

  @Option(
      names = "--preset",
      paramLabel = "PRESET",
      order = 10,
      converter = NamedChoice.OfPreset.class,
      description = "fast, balanced (default) or smallest: time against size.")
  private @Nullable Preset preset;

  @Option(names = "--fast", order = 11, description = "The same as --preset fast.")
  private boolean fast;

  @Option(names = "--smallest", order = 12, description = "The same as --preset smallest.")
  private boolean smallest;

  /** {@return options of the preset chosen; balanced if none was} */
  static DiffOptions options(@Nullable PresetChoice choice) {
    return DiffOptions.of(choice == null ? Preset.BALANCED : choice.chosen());
  }

  private Preset chosen() {
    if (preset != null) {
      return preset;
    }
    return smallest ? Preset.SMALLEST : fast ? Preset.FAST : Preset.BALANCED;
  }
}
