package dev.silt.bench.hard;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** All cases of one size. */
final class HardCases {

  private static final int[] PERIODS = {1, 2, 3, 7, 16, 64, 255, 4096, 65537};
  private static final int FEW = 1 << 15; // bytes from one edit to the next
  private static final int MANY = 100;
  private static final int SPARSE = 1000;
  private static final long BIG = 6L << 30;
  private static final long BIG_EDITS = 100L << 20;

  private final int mebibytes;
  private final long length;
  private final List<HardCase> cases = new ArrayList<>();

  private HardCases(int mebibytes) {
    this.mebibytes = mebibytes;
    this.length = (long) mebibytes << 20;
  }

  /** {@return the cases, with contents of about so many MiB} */
  static List<HardCase> of(int mebibytes) {
    HardCases cases = new HardCases(mebibytes);
    cases.random();
    cases.periods();
    cases.tables();
    cases.collisions();
    cases.manyFiles();
    return List.copyOf(cases.cases);
  }

  /** {@return random data and other random data: what making deltas is held against} */
  static HardCase unrelated(int mebibytes) {
    return new HardCases(mebibytes)
        .oneFile("random, unrelated", () -> Patterns.random(1), () -> Patterns.random(2));
  }

  /** {@return random data with many edits: what applying is held against} */
  static HardCase edited(int mebibytes) {
    Supplier<Pattern> random = () -> Patterns.random(1);
    return new HardCases(mebibytes)
        .oneFile("random, an edit every 150 bytes", random, edited(random, MANY, 3));
  }

  /** {@return one content of 6 GiB} */
  static HardCase big() {
    return HardCase.oneFile(
        "6 GiB of random data, an edit every 100 MiB",
        () -> Patterns.random(1),
        () -> Patterns.editedEvery(Patterns.random(1), BIG_EDITS),
        BIG,
        BIG);
  }

  private HardCase oneFile(String name, Supplier<Pattern> old, Supplier<Pattern> changed) {
    return HardCase.oneFile(name, old, changed, length, length);
  }

  private void add(String name, Supplier<Pattern> old, Supplier<Pattern> changed) {
    cases.add(oneFile(name, old, changed));
  }

  private static Supplier<Pattern> edited(Supplier<Pattern> pattern, int distance, long seed) {
    return () -> Patterns.edited(pattern.get(), distance, seed);
  }

  private void random() {
    Supplier<Pattern> random = () -> Patterns.random(1);
    cases.add(unrelated(mebibytes));
    add("random, few edits", random, edited(random, FEW, 3));
    cases.add(edited(mebibytes));
    cases.add(unrelated(mebibytes).fromSignature());
    cases.add(oneFile("random, few edits", random, edited(random, FEW, 3)).fromSignature());
  }

  private void periods() {
    Supplier<Pattern> zeros = () -> Patterns.constant(0);
    cases.add(HardCase.oneFile("zeros, more of them", zeros, zeros, length - 12345, length));
    cases.add(HardCase.oneFile("zeros, fewer of them", zeros, zeros, length + 12345, length));
    add("zeros, others among them", zeros, edited(zeros, SPARSE, 4));
    add("zeros, others among them in both", edited(zeros, MANY, 5), edited(zeros, MANY, 6));
    add("0xFF, others among them", () -> Patterns.constant(0xff), edited(zeros, 30, 4));
    for (int period : PERIODS) {
      Supplier<Pattern> old = () -> Patterns.periodic(period, 0);
      Supplier<Pattern> changed = () -> Patterns.periodic(period, period / 2 + 1);
      add(
          "period " + period + ", then " + (period + 1),
          old,
          () -> Patterns.periodic(period + 1, 0));
      add("period " + period + ", other phase, few edits", old, edited(changed, SPARSE, 7));
      add("period " + period + ", edits in both", edited(old, MANY, 8), edited(old, MANY, 9));
    }
    cases.add(
        oneFile(
                "period 4096, edits in both",
                edited(() -> Patterns.periodic(4096, 0), SPARSE, 8),
                edited(() -> Patterns.periodic(4096, 0), SPARSE, 9))
            .fromSignature());
  }

  private void tables() {
    add("two symbols", () -> Patterns.twoSymbols(1), () -> Patterns.twoSymbols(2));
    add(
        "relocations",
        () -> Records.relocations(0x400000, 1),
        () -> Records.relocations(0x500000, 2));
    add(
        "relocations, moved",
        () -> Records.relocations(0x400000, 1),
        () -> Records.relocations(0x412340, 1));
    add(
        "sorted pointers",
        () -> Records.pointers(0x400000, 1),
        () -> Records.pointers(0x412340, 2));
    for (int wordLength : new int[] {12, 16, 24, 48}) {
      byte[][] words = words(wordLength);
      add(
          "random words of " + wordLength + " bytes",
          () -> Patterns.words(words, 1),
          () -> Patterns.words(words, 2));
    }
  }

  private byte[][] words(int wordLength) {
    byte[][] words = new byte[mebibytes * 512][];
    Pattern bytes = Patterns.random(16);
    for (int i = 0; i < words.length; i++) {
      words[i] = bytes.take(wordLength);
    }
    return words;
  }

  private void collisions() {
    add("windows that collide in the index", () -> IndexFlood.of(3), () -> IndexFlood.of(4));
    add("nothing but samples", () -> SampleFlood.of(1), () -> SampleFlood.of(2));
    cases.add(
        oneFile("blocks of one weak hash", () -> WeakFlood.of(1), () -> WeakFlood.of(2))
            .fromSignature());
  }

  private void manyFiles() {
    int tiny = Math.max(10, 100_000 * mebibytes / 64);
    cases.add(
        HardCase.of(
            "tiny files, all changed",
            ManyFiles.tiny(tiny, "d", false),
            ManyFiles.tiny(tiny, "d", true)));
    cases.add(
        HardCase.of(
            "tiny files, renamed",
            ManyFiles.tiny(tiny, "d", false),
            ManyFiles.tiny(tiny, "e", true)));
    int alike = 20_000 * mebibytes / 64;
    cases.add(
        HardCase.of(
            "small files all alike",
            ManyFiles.alike(alike, "old/a", 1),
            ManyFiles.alike(alike, "new/b", 2)));
    int shared = 5_000 * mebibytes / 64;
    cases.add(
        HardCase.of(
            "files of few shared blocks",
            ManyFiles.shared(shared, 13_000, "old/a", 1),
            ManyFiles.shared(shared, 13_000, "new/b", 2)));
    int pieces = Math.max(10, (int) (length >> 16));
    cases.add(
        HardCase.of(
            "pieces of seven long files alike",
            ManyFiles.versions(7, length / 10, "old/a"),
            ManyFiles.pieces(pieces / 10, 1 << 16, "new/b")));
    cases.add(
        HardCase.of(
            "small pieces of 60 KiB files alike",
            ManyFiles.versions(64, 60_000, "old/a"),
            ManyFiles.pieces((int) (length / 1024 / 4), 200, "new/b")));
    cases.add(
        HardCase.of(
            "one long file, many small ones of its name",
            ManyFiles.namesakes(1, (int) length, "x"),
            ManyFiles.namesakes((int) (length / 1024 / 4), 100, "x")));
  }
}
