package dev.silt.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Contents of a kind: two versions, and one that has nothing to do with them. The kinds are text
 * (lines of words), native (see {@link PseudoCode}), jar (deflated entries of such text) and random
 * bytes.
 */
enum SampleContent {
  TEXT {
    @Override
    byte[] make(int length, long seed, boolean edited) {
      return text(length, seed, edited ? LINE_EDITS : 0);
    }
  },
  NATIVE {
    @Override
    byte[] make(int length, long seed, boolean edited) {
      return PseudoCode.make(length, seed, edited);
    }
  },
  JAR {
    @Override
    byte[] make(int length, long seed, boolean edited) {
      return jar(length, seed, edited);
    }
  },
  RANDOM {
    @Override
    byte[] make(int length, long seed, boolean edited) {
      byte[] bytes = new byte[length];
      new SplittableRandom(seed).nextBytes(bytes);
      for (int at = 0; edited && at < length; at += RANDOM_EDITS) {
        bytes[at]++;
      }
      return bytes;
    }
  };

  /** One line in so many is another one in the new version. */
  private static final int LINE_EDITS = 50;

  /** One entry of a jar in so many is changed. */
  private static final int ENTRY_EDITS = 10;

  /** Bytes from one edit of random bytes to the next. */
  private static final int RANDOM_EDITS = 1 << 15;

  private static final int WORD_COUNT = 1 << 12;
  private static final int LINE_WORDS = 12;
  private static final int ENTRY_LENGTH = 1 << 14;
  private static final long SEED = 7;

  /** {@return a content of exactly that length, the same at every call} */
  abstract byte[] make(int length, long seed, boolean edited);

  static SampleContent of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** {@return the old version} */
  byte[] base(int length) {
    return make(length, SEED, false);
  }

  /** {@return the new version: the old one with edits as a release brings them} */
  byte[] target(int length) {
    return make(length, SEED, true);
  }

  /** {@return a content of the same kind and other bytes} */
  byte[] unrelated(int length) {
    return make(length, SEED + 1, false);
  }

  /** {@return a copy with a byte changed at every such distance, or up to twice that} */
  static byte[] scattered(byte[] base, int distance) {
    byte[] copy = base.clone();
    SplittableRandom random = new SplittableRandom(SEED);
    for (int at = 0; at < copy.length; at += distance + random.nextInt(distance)) {
      copy[at] += (byte) (1 + random.nextInt(255));
    }
    return copy;
  }

  private static byte[] text(int length, long seed, int edits) {
    SplittableRandom random = new SplittableRandom(seed);
    SplittableRandom editor = new SplittableRandom(seed + 1);
    byte[][] words = words(random);
    byte[] text = new byte[length];
    int at = 0;
    while (at < length) {
      SplittableRandom line = random.split();
      if (edits > 0 && editor.nextInt(edits) == 0) {
        line = editor.split();
      }
      for (int i = 0; i < LINE_WORDS && at < length; i++) {
        // small numbers are likelier, as with the words of a language
        byte[] word = words[line.nextInt(1 + line.nextInt(WORD_COUNT))];
        int count = Math.min(word.length, length - at);
        System.arraycopy(word, 0, text, at, count);
        at += count;
        if (at < length) {
          text[at++] = (byte) (i + 1 < LINE_WORDS ? ' ' : '\n');
        }
      }
    }
    return text;
  }

  private static byte[][] words(SplittableRandom random) {
    byte[][] words = new byte[WORD_COUNT][];
    for (int i = 0; i < words.length; i++) {
      words[i] = new byte[random.nextInt(2, 11)];
      for (int j = 0; j < words[i].length; j++) {
        words[i][j] = (byte) ('a' + random.nextInt(1 + random.nextInt(26)));
      }
    }
    return words;
  }

  private static byte[] jar(int length, long seed, boolean edited) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(length + 2 * ENTRY_LENGTH);
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; bytes.size() < length; i++) {
        byte[] content =
            text(ENTRY_LENGTH, seed + i, edited && i % ENTRY_EDITS == 0 ? LINE_EDITS : 0);
        ZipEntry entry = new ZipEntry("dev/silt/Sample" + i + ".class");
        entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Arrays.copyOf(bytes.toByteArray(), length);
  }
}
