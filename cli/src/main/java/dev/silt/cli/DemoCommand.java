package dev.silt.cli;

import picocli.CommandLine.Command;

/** {@code silt demo}. */
@Command(
    name = "demo",
    description = "Make a pair of realistic images, then diff, inspect, apply and verify.")
final class DemoCommand extends SiltCommand {
  @Override
  void run() {
    throw new UnsupportedOperationException();
  }
}
