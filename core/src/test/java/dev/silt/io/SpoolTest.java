package dev.silt.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from spools is what was appended, wherever its pages are. */
class SpoolTest {

  private static final int PAGE = 1 << 16;

  /** A spool, and what it should hold. */
  private record Pair(Spool spool, ByteArrayOutputStream expected) {}

  @ParameterizedTest
  @ValueSource(longs = {0, PAGE - 1, PAGE, 3 * PAGE, 9 * PAGE, 1 << 30})
  void readsWhatWasAppended(long memory, @TempDir Path directory) throws IOException {
    SplittableRandom random = new SplittableRandom(memory);
    try (WorkFiles work = WorkFiles.create(directory, memory)) {
      List<Pair> pairs = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        pairs.add(new Pair(work.newSpool(), new ByteArrayOutputStream()));
      }
      for (int step = 0; step < 400; step++) {
        Pair pair = pairs.get(random.nextInt(pairs.size()));
        if (random.nextInt(40) == 0) {
          pair.spool.clear();
          pair.expected.reset();
        } else {
          append(pair, random);
        }
        if (random.nextInt(4) == 0) {
          check(pairs.get(random.nextInt(pairs.size())), random);
        }
      }
      for (Pair pair : pairs) {
        check(pair, random);
      }
    }
    assertThat(directory).isEmptyDirectory();
  }

  private static void append(Pair pair, SplittableRandom random) throws IOException {
    int length = random.nextInt(1 << random.nextInt(1, 19));
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    if (length == 1) {
      pair.spool.write(bytes[0]);
    } else {
      pair.spool.write(bytes, 0, length);
    }
    pair.expected.writeBytes(bytes);
    assertThat(pair.spool.position()).isEqualTo(pair.expected.size());
  }

  private static void check(Pair pair, SplittableRandom random) throws IOException {
    pair.spool.flush();
    byte[] expected = pair.expected.toByteArray();
    assertThat(pair.spool.length()).isEqualTo(expected.length);
    byte[] all = new byte[expected.length];
    pair.spool.readFully(0, all, 0, all.length);
    assertThat(all).isEqualTo(expected);
    int from = random.nextInt(expected.length + 1);
    int length = random.nextInt(expected.length - from + 1);
    byte[] part = new byte[length];
    pair.spool.readFully(from, part, 0, length);
    assertThat(part).isEqualTo(java.util.Arrays.copyOfRange(expected, from, from + length));
    assertThat(pair.spool.read(expected.length, new byte[1], 0, 1)).isEqualTo(-1);
  }

  @Test
  void pagesComeBack(@TempDir Path directory) throws IOException {
    PagePool pool = new PagePool(3 * PAGE + 1);
    try (Spool spool = Spool.create(directory.resolve("a"), pool)) {
      spool.write(new byte[2 * PAGE]);
      byte[] last = pool.take();
      assertThat(last).hasSize(PAGE);
      assertThat(pool.take()).isNull();
      spool.clear();
      assertThat(pool.take()).isNotNull();
      spool.write(new byte[2 * PAGE]);
      assertThat(pool.take()).isNull();
    }
    assertThat(pool.take()).isNotNull();
    assertThat(pool.take()).isNull();
  }
}
