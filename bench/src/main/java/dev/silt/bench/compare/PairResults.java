package dev.silt.bench.compare;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All rows of one pair, and what they are compared with.
 *
 * @param pair its name
 * @param rows in the order of the tools
 */
record PairResults(String pair, List<Result> rows) {

  /** Copies the list. */
  PairResults {
    rows = List.copyOf(rows);
  }

  /** {@return bytes of the smallest right delta of another program} */
  OptionalLong smallestPeer() {
    return rows.stream()
        .filter(row -> row.role() == Result.Role.PEER && row.verdict() == Verdict.RIGHT)
        .flatMapToLong(row -> row.deltaLength().stream())
        .min();
  }

  /** {@return what zstd took to create its delta} */
  Optional<Usage> zstd() {
    return rows.stream()
        .filter(row -> row.tool().equals(Peer.Kind.ZSTD.title()))
        .filter(row -> row.verdict() == Verdict.RIGHT)
        .findFirst()
        .flatMap(Result::create);
  }

  /** {@return whether somebody has to look at it} */
  boolean needsALook() {
    return rows.stream()
        .anyMatch(row -> row.verdict() == Verdict.WRONG || row.verdict() == Verdict.UNREADABLE);
  }
}
