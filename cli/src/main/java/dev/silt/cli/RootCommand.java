package dev.silt.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command without a command: help and version. */
@Command(
    name = "silt",
    description =
        "Makes the smallest practical binary update between two container images, and applies it.",
    commandListHeading = "%nCommands:%n",
    footer = {
      "  silt diff old.tar new.tar -o update.silt    # on the build server",
      "  silt apply old.tar update.silt -o new.tar   # where the old image is",
      "  silt demo                                   # see it work"
    },
    subcommands = {
      DiffCommand.class,
      ApplyCommand.class,
      VerifyCommand.class,
      InspectCommand.class,
      LsCommand.class,
      DemoCommand.class
    },
    versionProvider = Version.class)
final class RootCommand extends SiltCommand {

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      order = 101,
      description = "Show the version.")
  @SuppressWarnings("UnusedVariable") // picocli sees to it
  private boolean version;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      order = 99,
      description = "Show the stack trace of a failure; so does SILT_DEBUG=1.")
  private boolean debug;

  @Override
  void run() {
    throw usage("a command is missing: diff, apply, verify, inspect, ls or demo");
  }

  /** {@return whether stack traces are wanted} */
  boolean debug() {
    String environment = System.getenv("SILT_DEBUG");
    return debug || (environment != null && !environment.isEmpty() && !environment.equals("0"));
  }
}
