package dev.silt.bench.compare;

import dev.silt.error.SiltException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Silt's own command line, with one preset.
 *
 * @param program bin/silt, or another script that passes SILT_OPTS to the JVM
 * @param preset fast, balanced or smallest
 * @param platform which image of an index; null for the default
 */
record SiltPreset(Path program, String preset, @Nullable String platform) implements Tool {

  private static final String CREATE_HEAP = "-Xmx1g";
  private static final String APPLY_HEAP = "-Xmx64m";

  @Override
  public String title() {
    return "silt-" + preset;
  }

  @Override
  public String usage() {
    return "silt-PRESET: `silt diff --preset PRESET` in "
        + CREATE_HEAP
        + ", `silt apply` in "
        + APPLY_HEAP;
  }

  @Override
  public Optional<String> obstacle(Material material) {
    return Files.isExecutable(program) ? Optional.empty() : Optional.of("no program " + program);
  }

  @Override
  public List<Step> create(Material material, Path directory) {
    List<String> arguments =
        new ArrayList<>(List.of("diff", "--quiet", "--preset", preset, "--output"));
    arguments.add(directory.resolve(DELTA).toString());
    if (platform != null) {
      arguments.addAll(List.of("--platform", platform));
    }
    arguments.add(material.base().image().toString());
    arguments.add(material.target().image().toString());
    return step(CREATE_HEAP, arguments);
  }

  @Override
  public List<Step> apply(Material material, Path directory) {
    return step(
        APPLY_HEAP,
        List.of(
            "apply",
            "--quiet",
            "--output",
            directory.resolve(OUTPUT).toString(),
            material.base().image().toString(),
            directory.resolve(DELTA).toString()));
  }

  private List<Step> step(String heap, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    String more = System.getenv("SILT_OPTS");
    return List.of(new Step(command, Map.of("SILT_OPTS", more == null ? heap : heap + " " + more)));
  }

  /** Apply has verified every layer against the config; here its ID is compared. */
  @Override
  public Optional<String> mistake(Material material, Path output, Scratch scratch)
      throws IOException {
    String id;
    try {
      id = Side.idOf(output, null, scratch);
    } catch (SiltException e) {
      return Optional.of("not an image");
    }
    return id.equals(material.target().id())
        ? Optional.empty()
        : Optional.of("another image: " + id);
  }
}
