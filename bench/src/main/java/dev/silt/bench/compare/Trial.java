package dev.silt.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Runs one tool on one pair: create, apply, compare. */
final class Trial {

  private final Tool tool;
  private final Material material;
  private final Scratch scratch;
  private final Duration timeout;
  private OptionalLong deltaLength = OptionalLong.empty();
  private Optional<Usage> created = Optional.empty();
  private Optional<Usage> applied = Optional.empty();

  private Trial(Tool tool, Material material, Scratch scratch, Duration timeout) {
    this.tool = tool;
    this.material = material;
    this.scratch = scratch;
    this.timeout = timeout;
  }

  /**
   * Runs it.
   *
   * @param timeout for creating, and again for applying
   * @return the row; a failure is a row too
   */
  static Result run(Tool tool, Material material, Scratch scratch, Duration timeout) {
    return new Trial(tool, material, scratch, timeout).run();
  }

  private Result run() {
    try {
      Optional<String> obstacle = tool.obstacle(material);
      if (obstacle.isPresent()) {
        return Result.without(tool, Verdict.SKIPPED, obstacle.get());
      }
      return tryOut(scratch.fresh("trial"));
    } catch (ToolFailedException e) {
      return result(Verdict.FAILED, (created.isEmpty() ? "create " : "apply ") + e.getMessage());
    } catch (IOException e) {
      return result(Verdict.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private Result tryOut(Path directory) throws ToolFailedException, IOException {
    Processes processes = new Processes(directory, timeout);
    Usage create = processes.run(tool.create(material, directory));
    deltaLength = OptionalLong.of(Files.size(directory.resolve(Tool.DELTA)));
    created = Optional.of(create);
    applied = Optional.of(processes.run(tool.apply(material, directory)));
    Optional<String> mistake = tool.mistake(material, directory.resolve(Tool.OUTPUT), scratch);
    return result(mistake.isPresent() ? Verdict.WRONG : Verdict.RIGHT, mistake.orElse(""));
  }

  private Result result(Verdict verdict, String reason) {
    return Result.of(tool, deltaLength, created, applied, verdict, reason);
  }
}
