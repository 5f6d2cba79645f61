package dev.silt.bench.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tools by their names.
 *
 * @param silt bin/silt
 * @param platform which image of an index; null for the default
 * @param maxBsdiffLength bytes of the longest old file that bsdiff is given
 */
record ToolNames(Path silt, @Nullable String platform, long maxBsdiffLength) {

  /** Not a tool but a row: what downloading the layers takes. */
  static final String PULL = "pull";

  /** All, as a list for an option. */
  static final String ALL = "pull,silt-fast,silt-balanced,silt-smallest,xdelta3,rdiff,bsdiff,zstd";

  private static final String SILT = "silt-";
  private static final List<String> PRESETS = List.of("fast", "balanced", "smallest");

  /** {@return the tool of that name, if there is one} */
  Optional<Tool> tool(String name) {
    if (name.startsWith(SILT)) {
      String preset = name.substring(SILT.length());
      return PRESETS.contains(preset)
          ? Optional.of(new SiltPreset(silt, preset, platform))
          : Optional.empty();
    }
    for (Peer.Kind kind : Peer.Kind.values()) {
      if (kind.title().equals(name)) {
        return Optional.of(new Peer(kind, maxBsdiffLength));
      }
    }
    return Optional.empty();
  }
}
