package dev.silt.rdiff;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Contents that are awkward for blocks of a given length. */
final class NastyFiles {

  private NastyFiles() {}

  static Map<String, byte[]> around(int blockLength) {
    int n = blockLength;
    byte[] random = random(5 * n + 3, 1);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("empty", new byte[0]);
    files.put("one byte", new byte[] {7});
    files.put("a block", Arrays.copyOf(random, n));
    files.put("a block less a byte", Arrays.copyOf(random, n - 1));
    files.put("a block and a byte", Arrays.copyOf(random, n + 1));
    files.put("blocks", Arrays.copyOf(random, 4 * n));
    files.put("blocks and a tail", random);
    files.put("the tail alone", Arrays.copyOfRange(random, 5 * n, 5 * n + 3));
    files.put("the tail twice", joined(tail(random, n), tail(random, n)));
    files.put("shifted by one", Arrays.copyOfRange(random, 1, random.length));
    files.put("shifted by a block", Arrays.copyOfRange(random, n, random.length));
    files.put("a byte before", joined(new byte[] {1}, random));
    files.put("a byte after", joined(random, new byte[] {1}));
    files.put("a byte changed", changed(random, random.length / 2));
    files.put("blocks in another order", reordered(random, n));
    files.put("zeros", new byte[4 * n + n / 2]);
    files.put("more zeros", new byte[7 * n]);
    files.put("period 2", periodic(5 * n + 1, 2));
    files.put("period 3", periodic(6 * n + 2, 3));
    files.put("other bytes", random(4 * n + 1, 2));
    files.put("tail in the middle", joined(random, random));
    return files;
  }

  private static byte[] tail(byte[] bytes, int n) {
    return Arrays.copyOfRange(bytes, 4 * n, bytes.length);
  }

  private static byte[] random(int length, long seed) {
    byte[] bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  private static byte[] joined(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private static byte[] changed(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    copy[at]++;
    return copy;
  }

  private static byte[] reordered(byte[] bytes, int n) {
    byte[] copy = bytes.clone();
    for (int block = 0; block < 4; block++) {
      System.arraycopy(bytes, block * n, copy, (3 - block) * n, n);
    }
    return copy;
  }

  private static byte[] periodic(int length, int period) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i % period);
    }
    return bytes;
  }
}
