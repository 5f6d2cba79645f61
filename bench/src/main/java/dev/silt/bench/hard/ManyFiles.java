package dev.silt.bench.hard;

import dev.silt.bench.OneLayerImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Images of many files. */
final class ManyFiles {

  private static final int TINY = 200;
  private static final int ALIKE = 1 << 10;
  private static final int ALIKE_FIELD = 500;
  private static final int SHARED_BLOCK = 1 << 10;

  private ManyFiles() {}

  /** Files of 0 to 200 random bytes; edited, the last byte of each is another one. */
  static OneLayerImage.Files tiny(int count, String directory, boolean edited) {
    return layer -> {
      SplittableRandom random = new SplittableRandom(11);
      for (int i = 0; i < count; i++) {
        byte[] bytes = new byte[random.nextInt(TINY + 1)];
        random.nextBytes(bytes);
        if (edited && bytes.length > 0) {
          bytes[bytes.length - 1]++;
        }
        add(layer, directory + i / 1000 + "/" + letters(i), bytes);
      }
    };
  }

  /** Files of 1 KiB that differ in eight bytes. */
  static OneLayerImage.Files alike(int count, String directory, long seed) {
    return layer -> {
      byte[] bytes = Patterns.random(12).take(ALIKE);
      Pattern field = Patterns.random(seed);
      for (int i = 0; i < count; i++) {
        System.arraycopy(field.take(Long.BYTES), 0, bytes, ALIKE_FIELD, Long.BYTES);
        add(layer, directory + letters(i), bytes);
      }
    };
  }

  /** Files made of a few shared blocks that are nothing but samples, in any order. */
  static OneLayerImage.Files shared(int count, int length, String directory, long seed) {
    return layer -> {
      byte[][] blocks = new byte[8][];
      Pattern samples = SampleFlood.of(13);
      for (int i = 0; i < blocks.length; i++) {
        blocks[i] = samples.take(SHARED_BLOCK);
      }
      Pattern bytes = Patterns.words(blocks, seed);
      for (int i = 0; i < count; i++) {
        add(layer, directory + letters(i), bytes.take(length));
      }
    };
  }

  /** The random bytes of {@link #versions} in pieces. */
  static OneLayerImage.Files pieces(int count, int length, String directory) {
    return layer -> {
      Pattern bytes = Patterns.random(14);
      for (int i = 0; i < count; i++) {
        add(layer, directory + letters(i), bytes.take(length));
      }
    };
  }

  /** The same random bytes several times, each with other edits. */
  static OneLayerImage.Files versions(int count, long length, String directory) {
    return layer -> {
      for (int i = 0; i < count; i++) {
        Pattern bytes = Patterns.edited(Patterns.random(14), 1 << 12, i);
        layer.add(directory + letters(i), bytes.stream(length), length);
      }
    };
  }

  /** Files of one name, in directories of their own. */
  static OneLayerImage.Files namesakes(int count, int length, String name) {
    return layer -> {
      Pattern bytes = Patterns.random(15);
      for (int i = 0; i < count; i++) {
        add(layer, letters(i) + "/" + name, bytes.take(length));
      }
    };
  }

  private static void add(OneLayerImage layer, String path, byte[] bytes) throws IOException {
    layer.add(path, new ByteArrayInputStream(bytes), bytes.length);
  }

  /** A number in letters: paths that differ in digits alone are versions of one file. */
  private static String letters(int number) {
    char[] letters = new char[5];
    Arrays.fill(letters, 'a');
    for (int i = letters.length - 1, rest = number; rest > 0; i--, rest /= 26) {
      letters[i] = (char) ('a' + rest % 26);
    }
    return new String(letters);
  }
}
