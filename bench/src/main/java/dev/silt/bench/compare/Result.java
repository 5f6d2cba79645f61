package dev.silt.bench.compare;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One row.
 *
 * @param tool its name
 * @param role whose it is
 * @param deltaLength bytes of the delta, if there is one
 * @param create what making it took
 * @param apply what applying it took
 * @param verdict how it ended
 * @param reason why, unless it is right; else empty
 */
record Result(
    String tool,
    Role role,
    OptionalLong deltaLength,
    Optional<Usage> create,
    Optional<Usage> apply,
    Verdict verdict,
    String reason) {

  /** Whose a row is. */
  enum Role {
    BASELINE,
    SILT,
    PEER
  }

  /** What downloading the layers takes. */
  static Result ofPull(long length) {
    return new Result(
        "pull",
        Role.BASELINE,
        OptionalLong.of(length),
        Optional.empty(),
        Optional.empty(),
        Verdict.NONE,
        "");
  }

  /** A tool of which nothing is known but why. */
  static Result without(Tool tool, Verdict verdict, String reason) {
    return new Result(
        tool.title(),
        roleOf(tool),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        verdict,
        reason);
  }

  /** A tool that made a delta. */
  static Result of(
      Tool tool,
      OptionalLong deltaLength,
      Optional<Usage> create,
      Optional<Usage> apply,
      Verdict verdict,
      String reason) {
    return new Result(tool.title(), roleOf(tool), deltaLength, create, apply, verdict, reason);
  }

  private static Role roleOf(Tool tool) {
    return tool instanceof Peer ? Role.PEER : Role.SILT;
  }
}
