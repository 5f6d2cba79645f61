package dev.silt.cli;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
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
    versionProvider = Version.class)
final class RootCommand extends SiltCommand {

  private static final List<Supplier<SiltCommand>> COMMANDS =
      List.of(
          DiffCommand::new,
          ApplyCommand::new,
          CommitCommand::new,
          AbortCommand::new,
          RecoverCommand::new,
          VerifyCommand::new,
          InspectCommand::new,
          SignCommand::new,
          LsCommand::new,
          DemoCommand::new);
  private static final List<String> NAMES =
      List.of(
          "diff", "apply", "commit", "abort", "recover", "verify", "inspect", "sign", "ls", "demo");

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

  /**
   * Adds the command that the arguments name, or all for help and suggestions: looking at the
   * options of one takes some 20 ms of a start.
   */
  static void addCommands(CommandLine line, String... arguments) {
    String first =
        Arrays.stream(arguments).filter(each -> !each.startsWith("-")).findFirst().orElse("");
    int named = NAMES.indexOf(first);
    for (int i = 0; i < NAMES.size(); i++) {
      if (named < 0 || named == i) {
        line.addSubcommand(NAMES.get(i), COMMANDS.get(i).get());
      }
    }
  }

  @Override
  void run() {
    throw usage(
        "a command is missing: diff, apply, commit, abort, recover, verify, inspect, sign, ls or demo");
  }

  /** {@return whether stack traces are wanted} */
  boolean debug() {
    String environment = System.getenv("SILT_DEBUG");
    return debug || (environment != null && !environment.isEmpty() && !environment.equals("0"));
  }
}
