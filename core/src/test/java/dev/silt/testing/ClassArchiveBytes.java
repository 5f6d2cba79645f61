package dev.silt.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A class archive as HotSpot dumps it, in what matters: a page of header, words with addresses, the
 * symbols, two compact hash tables, a map of the words. Written as compactHashtable.cpp and
 * archiveBuilder.cpp of the JDK say, with no look at Silt's own. Slow and plain.
 *
 * @param symbols texts, in the order in which they stand in the file
 * @param strings the other table: hashes by value
 * @param words what stands before the symbols: numbers of symbols, or plain numbers below zero
 * @param header bytes of header: a page of 4 KiB, or of 64 KiB as on AArch64
 * @param trimmed whether zeros in front of the map are left out, as from JDK 22 on, and the header
 *     is loaded too
 */
public record ClassArchiveBytes(
    List<String> symbols,
    Map<Integer, Integer> strings,
    List<Integer> words,
    int header,
    boolean trimmed) {

  private static final long ADDRESS = 0x8_0000_0000L;
  private static final int PAGE = 4096;
  private static final int MAGIC = 0xf00baba2;

  /** {@return one of so many symbols} */
  public static ClassArchiveBytes random(SplittableRandom random, int count) {
    TreeSet<String> texts = new TreeSet<>(Comparator.comparingInt(String::hashCode));
    texts.add("");
    while (texts.size() < count) {
      texts.add(RandomData.word(random, 1, 20) + (random.nextBoolean() ? "" : "/é"));
    }
    Map<Integer, Integer> strings = new TreeMap<>();
    int value = random.nextBoolean() ? 0 : 0xfff0_0000;
    for (int i = random.nextInt(70, 200); i > 0; i--) {
      strings.put(value, random.nextInt());
      value += value >= 0 ? 1 : 8 * random.nextInt(3, 20);
    }
    List<Integer> words = new ArrayList<>();
    words.add(-1); // no address: the map begins with zeros
    for (int i = 0; i < 12_000; i++) {
      words.add(random.nextInt(3) == 0 ? random.nextInt(count) : -random.nextInt(1, 1 << 20));
    }
    return new ClassArchiveBytes(
        List.copyOf(texts),
        strings,
        List.copyOf(words),
        random.nextBoolean() ? PAGE : 16 * PAGE,
        random.nextBoolean());
  }

  /** {@return the same but for some symbols, strings and words} */
  public ClassArchiveBytes changed(SplittableRandom random) {
    List<String> texts = new ArrayList<>(symbols);
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      texts.add(random.nextInt(texts.size()), "new" + RandomData.word(random, 3, 12) + i);
    }
    Map<Integer, Integer> others = new TreeMap<>(strings);
    others.put(random.nextInt(), random.nextInt());
    List<Integer> some = new ArrayList<>(words);
    some.set(random.nextInt(some.size()), random.nextInt(symbols.size()));
    return new ClassArchiveBytes(List.copyOf(texts), others, List.copyOf(some), header, trimmed);
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** {@return the file} */
  public byte[] render() {
    ByteBuffer out = ByteBuffer.allocate(4 << 20).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(MAGIC);
    for (int i = 4; i < header; i++) {
      out.put((byte) (i % 7 == 0 ? i : 0));
    }
    int origin = trimmed ? 0 : header;
    int at = header + Long.BYTES * words.size();
    int[] places = new int[symbols.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = at;
      at += (6 + latin(symbols.get(i)).length + 7) / 8 * 8;
    }
    for (int word : words) {
      out.putLong(word < 0 ? -(long) word : ADDRESS + places[word] - origin);
    }
    Map<Integer, Integer> symbolHashes = new TreeMap<>(Integer::compareUnsigned);
    for (int i = 0; i < places.length; i++) {
      byte[] text = latin(symbols.get(i));
      out.position(places[i]);
      out.putInt(0x1234ffff).putShort((short) text.length).put(text);
      int hash = 0;
      for (byte b : text) {
        hash = 31 * hash + (b & 0xff);
      }
      symbolHashes.put(places[i] - origin, hash);
    }
    out.position(at);
    Map<Integer, Integer> stringHashes = new TreeMap<>(Integer::compareUnsigned);
    stringHashes.putAll(strings);
    table(out, stringHashes);
    table(out, symbolHashes);
    align(out, Long.BYTES);
    int end = out.position();
    align(out, PAGE);
    map(out, end);
    out.put(new byte[PAGE / 2]);
    byte[] file = new byte[out.position()];
    out.flip().get(file);
    return file;
  }

  private static void align(ByteBuffer out, int unit) {
    while (out.position() % unit != 0) {
      out.put((byte) 0);
    }
  }

  private static void table(ByteBuffer out, Map<Integer, Integer> hashes) {
    int bucketCount = Math.max(17, hashes.size() / 4);
    List<List<int[]>> buckets = new ArrayList<>();
    for (int i = 0; i < bucketCount; i++) {
      buckets.add(new ArrayList<>());
    }
    hashes.forEach(
        (value, hash) ->
            buckets.get(Integer.remainderUnsigned(hash, bucketCount)).add(new int[] {hash, value}));
    align(out, Long.BYTES);
    out.putInt(bucketCount + 1);
    List<Integer> entries = new ArrayList<>();
    for (List<int[]> bucket : buckets) {
      if (bucket.size() == 1) {
        out.putInt(1 << 30 | entries.size());
        entries.add(bucket.get(0)[1]);
      } else {
        out.putInt(entries.size());
        for (int[] entry : bucket) {
          entries.add(entry[0]);
          entries.add(entry[1]);
        }
      }
    }
    out.putInt(3 << 30 | entries.size());
    align(out, Long.BYTES);
    out.putInt(entries.size());
    entries.forEach(out::putInt);
  }

  private void map(ByteBuffer out, int end) {
    int count = (end - header) / Long.BYTES;
    boolean[] bits = new boolean[count];
    int first = count;
    for (int i = 0; i < count; i++) {
      long word = out.getLong(header + Long.BYTES * i);
      bits[i] = word >>> 32 == ADDRESS >>> 32;
      first = bits[i] ? Math.min(first, i) : first;
    }
    int start = trimmed ? first : 0;
    byte[] map = new byte[(count - start + 63) / 64 * 8];
    for (int i = start; i < count; i++) {
      map[(i - start) / 8] |= (byte) (bits[i] ? 1 << (i - start) % 8 : 0);
    }
    out.put(map);
  }
}
