package dev.silt.bench.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One program to run.
 *
 * @param command program and arguments
 * @param environment variables to set
 */
record Step(List<String> command, Map<String, String> environment) {

  /** Copies both. */
  Step {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  static Step of(Object... command) {
    return new Step(Arrays.stream(command).map(Object::toString).toList(), Map.of());
  }
}
