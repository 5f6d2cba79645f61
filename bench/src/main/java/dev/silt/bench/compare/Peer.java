package dev.silt.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Another program. It gets plain files and runs in one thread.
 *
 * @param kind which
 * @param maxBsdiffLength bytes of the longest old file that bsdiff is given
 */
record Peer(Kind kind, long maxBsdiffLength) implements Tool {

  /** Window of xdelta3 at least and at most. */
  private static final long MIN_WINDOW = 1L << 26;

  private static final long MAX_WINDOW = 1L << 31;

  /** Memory that bsdiff takes for each byte of the old file: its author's figure; Debian's: 9. */
  private static final int BSDIFF_FACTOR = 17;

  /** The programs; Debian has each in a package of the same name. */
  enum Kind {
    XDELTA3("xdelta3", "`xdelta3 -e -9 -A -B LENGTH_OF_OLD -s OLD NEW`"),
    RDIFF(
        "rdiff",
        "`rdiff -b 1024 signature` and `delta`, the delta compressed with `zstd -19 --long=27`"),
    BSDIFF("bsdiff", "`bsdiff OLD NEW`"),
    ZSTD("zstd", "`zstd -19 --long=31 --single-thread --patch-from=OLD NEW`");

    private final String title;
    private final String usage;

    Kind(String title, String usage) {
      this.title = title;
      this.usage = usage;
    }

    String title() {
      return title;
    }

    private List<String> programs() {
      return switch (this) {
        case XDELTA3, ZSTD -> List.of(title);
        case RDIFF -> List.of("rdiff", "zstd");
        case BSDIFF -> List.of("bsdiff", "bspatch");
      };
    }
  }

  @Override
  public String title() {
    return kind.title;
  }

  @Override
  public String usage() {
    return kind.title + ": " + kind.usage;
  }

  @Override
  public Optional<String> obstacle(Material material) throws IOException {
    for (String program : kind.programs()) {
      if (!Programs.isThere(program)) {
        return Optional.of("not installed");
      }
    }
    if (kind == Kind.BSDIFF) {
      return bsdiffObstacle(
          Files.size(material.base().plain()), maxBsdiffLength, Memory.available());
    }
    return Optional.empty();
  }

  /** Why bsdiff is not run: its suffix array may not fit, and it takes minutes for 100 MiB. */
  static Optional<String> bsdiffObstacle(long length, long maxLength, OptionalLong available) {
    if (length > maxLength) {
      return Optional.of("old file above " + Figures.mebibytes(maxLength) + " MiB");
    }
    long memory = length * BSDIFF_FACTOR;
    if (available.isPresent() && memory > available.getAsLong()) {
      return Optional.of("needs " + Figures.mebibytes(memory) + " MiB of memory");
    }
    return Optional.empty();
  }

  @Override
  public List<Step> create(Material material, Path directory) {
    Path base = material.base().plain();
    Path target = material.target().plain();
    Path delta = directory.resolve(DELTA);
    Path signature = directory.resolve("signature");
    Path raw = directory.resolve("raw");
    return switch (kind) {
      case XDELTA3 ->
          List.of(
              Step.of("xdelta3", "-e", "-9", "-A", "-B", window(base), "-s", base, target, delta));
      case RDIFF ->
          List.of(
              Step.of("rdiff", "-b", "1024", "signature", base, signature),
              Step.of("rdiff", "delta", signature, target, raw),
              Step.of("zstd", "-19", "--long=27", "--single-thread", "-q", raw, "-o", delta));
      case BSDIFF -> List.of(Step.of("bsdiff", base, target, delta));
      case ZSTD -> List.of(zstd("-19", base, target, delta));
    };
  }

  @Override
  public List<Step> apply(Material material, Path directory) {
    Path base = material.base().plain();
    Path delta = directory.resolve(DELTA);
    Path raw = directory.resolve("raw");
    Path output = directory.resolve(OUTPUT);
    return switch (kind) {
      case XDELTA3 ->
          List.of(Step.of("xdelta3", "-d", "-B", window(base), "-s", base, delta, output));
      case RDIFF ->
          List.of(
              Step.of("zstd", "-d", "--long=27", "--single-thread", "-q", "-f", delta, "-o", raw),
              Step.of("rdiff", "patch", base, raw, output));
      case BSDIFF -> List.of(Step.of("bspatch", base, output, delta));
      case ZSTD -> List.of(zstd("-d", base, delta, output));
    };
  }

  private static Step zstd(String mode, Path base, Path from, Path to) {
    return Step.of(
        "zstd", mode, "--long=31", "--single-thread", "-q", "--patch-from=" + base, from, "-o", to);
  }

  /** The whole old file: a power of two, as xdelta3 would have it anyway. */
  private static long window(Path base) {
    long length = Math.max(1, base.toFile().length());
    long power = Long.highestOneBit(2 * length - 1);
    return Math.min(MAX_WINDOW, Math.max(MIN_WINDOW, power));
  }

  @Override
  public Optional<String> mistake(Material material, Path output, Scratch scratch)
      throws IOException {
    long at = Files.mismatch(output, material.target().plain());
    return at < 0 ? Optional.empty() : Optional.of("differs at offset=" + at);
  }
}
