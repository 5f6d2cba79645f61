package dev.silt.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A jimage file, written as the JDK's ImageStringsWriter, PerfectHashBuilder and BasicImageWriter
 * are described in its sources, with no look at Silt's own. Slow and plain.
 *
 * @param resources by path: {@code /module/parent/base.extension}
 * @param compressed whether the resources say that they are compressed, to half of what they hold
 * @param tail what follows the last one
 */
public record JimageBytes(Map<String, byte[]> resources, boolean compressed, byte[] tail) {

  private static final int PRIME = 0x01000193;

  /** {@return one of so many resources, of a few modules and packages} */
  public static JimageBytes random(SplittableRandom random, int count) {
    Map<String, byte[]> resources = new TreeMap<>();
    while (resources.size() < count) {
      String module = random.nextInt(9) == 0 ? "" : "/m" + random.nextInt(4) + "/";
      String parent = random.nextInt(9) == 0 ? "" : "p" + random.nextInt(5) + "/q/";
      String extension = random.nextInt(9) == 0 ? "" : ".class";
      String base = RandomData.word(random, 1, 9) + random.nextInt(1000);
      int length = random.nextInt(7) == 0 ? 0 : random.nextInt(2000);
      resources.put(module + parent + base + extension, RandomData.text(random, length));
    }
    return new JimageBytes(resources, false, new byte[random.nextInt(9)]);
  }

  /** {@return the same but for some resources: changed, left out, put in} */
  public JimageBytes changed(SplittableRandom random) {
    Map<String, byte[]> some = new TreeMap<>();
    resources.forEach(
        (path, bytes) -> {
          int what = random.nextInt(12);
          if (what > 0) {
            some.put(path, what == 1 ? RandomData.edit(random, bytes) : bytes);
          }
        });
    some.putAll(random(random, 1 + resources.size() / 20).resources);
    return new JimageBytes(some, compressed, tail);
  }

  /** A resource's place in the index. */
  private static final class Entry {
    private final byte[] name;
    private final long[] attributes;

    Entry(byte[] name, long[] attributes) {
      this.name = name;
      this.attributes = attributes;
    }
  }

  private static int hash(byte[] name, int seed) {
    int hash = seed;
    for (byte b : name) {
      hash = hash * PRIME ^ b & 0xff;
    }
    return hash & 0x7fffffff;
  }

  /** {@return the file} */
  public byte[] render() {
    Map<String, Integer> strings = new LinkedHashMap<>();
    ByteArrayOutputStream stringBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream contents = new ByteArrayOutputStream();
    List<Entry> entries = new ArrayList<>();
    string("", strings, stringBytes);
    resources.forEach(
        (path, bytes) -> {
          long[] attributes = new long[8];
          String rest = path;
          if (rest.startsWith("/")) {
            String module = rest.substring(1, rest.indexOf('/', 1));
            attributes[1] = string(module, strings, stringBytes);
            rest = rest.substring(module.length() + 2);
          }
          int slash = rest.lastIndexOf('/');
          if (slash >= 0) {
            attributes[2] = string(rest.substring(0, slash), strings, stringBytes);
            rest = rest.substring(slash + 1);
          }
          int dot = rest.lastIndexOf('.');
          if (dot >= 0) {
            attributes[4] = string(rest.substring(dot + 1), strings, stringBytes);
            rest = rest.substring(0, dot);
          }
          attributes[3] = string(rest, strings, stringBytes);
          attributes[5] = contents.size();
          attributes[6] = compressed ? bytes.length : 0;
          attributes[7] = compressed ? 2L * bytes.length : bytes.length;
          contents.writeBytes(bytes);
          entries.add(new Entry(path.getBytes(StandardCharsets.UTF_8), attributes));
        });
    int count = entries.size();
    int[] redirect = new int[count];
    Entry[] order = order(entries, redirect);
    while (order == null) { // no seed was found for a bucket
      redirect = new int[redirect.length + 1 | 1];
      order = order(entries, redirect);
    }
    int slotCount = order.length;
    ByteArrayOutputStream locations = new ByteArrayOutputStream();
    locations.write(0);
    int[] offsets = new int[slotCount];
    for (int i = 0; i < slotCount; i++) {
      Entry entry = order[i];
      if (entry == null) {
        continue;
      }
      offsets[i] = locations.size();
      for (int kind = 1; kind < 8; kind++) {
        attribute(locations, kind, entry.attributes[kind]);
      }
      locations.write(0);
    }
    while (locations.size() % 4 != 0) {
      locations.write(0);
    }
    ByteBuffer index = ByteBuffer.allocate(28 + 8 * slotCount).order(ByteOrder.LITTLE_ENDIAN);
    index.putInt(0xcafedada).putInt(1 << 16).putInt(0).putInt(count).putInt(slotCount);
    index.putInt(locations.size()).putInt(stringBytes.size());
    Arrays.stream(redirect).forEach(index::putInt);
    Arrays.stream(offsets).forEach(index::putInt);
    return Bytes.concat(
        index.array(),
        locations.toByteArray(),
        stringBytes.toByteArray(),
        contents.toByteArray(),
        tail);
  }

  private static int string(
      String text, Map<String, Integer> strings, ByteArrayOutputStream bytes) {
    return strings.computeIfAbsent(
        text,
        added -> {
          int offset = bytes.size();
          bytes.writeBytes(added.getBytes(StandardCharsets.UTF_8));
          bytes.write(0);
          return offset;
        });
  }

  private static void attribute(ByteArrayOutputStream out, int kind, long value) {
    byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    int first = 0;
    while (first < Long.BYTES && bytes[first] == 0) {
      first++;
    }
    if (first < Long.BYTES) {
      out.write(kind << 3 | Long.BYTES - first - 1);
      out.write(bytes, first, Long.BYTES - first);
    }
  }

  private static @Nullable Entry @Nullable [] order(List<Entry> entries, int[] redirect) {
    int count = redirect.length;
    List<List<Entry>> buckets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      buckets.add(new ArrayList<>());
    }
    entries.forEach(entry -> buckets.get(hash(entry.name, PRIME) % count).add(entry));
    List<Integer> largestFirst = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      largestFirst.add(i);
    }
    largestFirst.sort(Comparator.comparingInt(i -> -buckets.get(i).size()));
    @Nullable Entry[] order = new Entry[count];
    for (int bucket : largestFirst) {
      List<Entry> all = buckets.get(bucket);
      if (all.size() == 1) {
        int free = Arrays.asList(order).indexOf(null);
        order[free] = all.get(0);
        redirect[bucket] = -1 - free;
      } else if (!all.isEmpty()) {
        redirect[bucket] = place(all, order);
        if (redirect[bucket] == 0) {
          return null;
        }
      }
    }
    return order;
  }

  /** {@return a seed that puts all where nothing is; 0 if none of the first 1,000 does} */
  private static int place(List<Entry> all, @Nullable Entry[] order) {
    for (int seed = PRIME + 1; seed <= PRIME + 1000; seed++) {
      int used = seed;
      int[] slots = all.stream().mapToInt(entry -> hash(entry.name, used) % order.length).toArray();
      if (Arrays.stream(slots).distinct().count() == slots.length
          && Arrays.stream(slots).allMatch(slot -> order[slot] == null)) {
        for (int i = 0; i < slots.length; i++) {
          order[slots[i]] = all.get(i);
        }
        return seed;
      }
    }
    return 0;
  }
}
