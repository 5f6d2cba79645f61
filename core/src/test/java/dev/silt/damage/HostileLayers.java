package dev.silt.damage;

import dev.silt.error.CorruptDataException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.SiltException;
import dev.silt.error.UnsafePathException;
import dev.silt.testing.Bytes;
import dev.silt.testing.Item;
import dev.silt.testing.LayerCodec;
import dev.silt.testing.TarShape;
import dev.silt.testing.TarWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Archives with one hostile layer. Stateless. */
final class HostileLayers {

  private static final byte[] TAR =
      TarWriter.write(List.of(Item.file("a", new byte[600])), TarShape.PLAIN);

  private HostileLayers() {}

  static List<HostileCase> all() {
    List<HostileCase> cases = new ArrayList<>();
    codecs(cases);
    headers(cases);
    paths(cases);
    return cases;
  }

  private static void codecs(List<HostileCase> cases) {
    byte[] huge = TarWriter.write(List.of(Item.file("zeros", new byte[48 << 20])), TarShape.PLAIN);
    cases.add(blob("gzip bomb", huge, LayerCodec.gzip(huge, 9, 0), LimitExceededException.class));
    byte[] zstd = com.github.luben.zstd.Zstd.compress(huge, 3);
    cases.add(
        HostileCase.blob("zstd bomb", huge, zstd, LayerCodec.ZSTD, LimitExceededException.class));
    byte[] tailBomb = Bytes.concat(TAR, new byte[48 << 20]);
    byte[] tail = LayerCodec.gzip(tailBomb, 9, 0);
    cases.add(blob("bomb behind the end", tailBomb, tail, LimitExceededException.class));
    byte[] good = LayerCodec.gzip(TAR, 6, 0);
    cases.add(blob("gzip cut", TAR, Arrays.copyOf(good, good.length - 9), SiltException.class));
    cases.add(blob("gzip cut in the trailer", TAR, Arrays.copyOf(good, good.length - 1), null));
    cases.add(blob("gzip with junk after it", TAR, Bytes.concat(good, new byte[] {1}), null));
    cases.add(blob("gzip CRC", TAR, flipped(good, good.length - 8), null));
    cases.add(blob("gzip length", TAR, flipped(good, good.length - 4), null));
    cases.add(blob("gzip reserved flag", TAR, flippedTo(good, 3, 0xe0), null));
    cases.add(blob("gzip method", TAR, flippedTo(good, 2, 7), null));
    byte[] frame = com.github.luben.zstd.Zstd.compress(TAR, 3);
    byte[] cut = Arrays.copyOf(frame, frame.length - 5);
    cases.add(zstd("zstd cut", cut));
    cases.add(zstd("zstd window of 2 GiB", window(21 << 3)));
    cases.add(zstd("zstd window of 3.75 TiB", window(0xff)));
    cases.add(zstd("zstd junk", Bytes.concat(frame, new byte[] {1, 2, 3, 4, 5, 6})));
    byte[] skip = {0x50, 0x2a, 0x4d, 0x18, -1, -1, -1, -1};
    cases.add(zstd("skippable frame of 4 GiB", Bytes.concat(frame, skip)));
    cases.add(blob("empty blob", TAR, new byte[0], null));
    cases.add(HostileCase.blob("other tar", TAR, flipped(TAR, 700), LayerCodec.NONE, CORRUPT));
  }

  private static final Class<CorruptDataException> CORRUPT = CorruptDataException.class;

  private static HostileCase blob(
      String name,
      byte[] tar,
      byte[] blob,
      @org.jspecify.annotations.Nullable Class<? extends SiltException> type) {
    return HostileCase.blob(name, tar, blob, LayerCodec.GZIP, type == null ? CORRUPT : type);
  }

  private static HostileCase zstd(String name, byte[] blob) {
    return HostileCase.blob(name, TAR, blob, LayerCodec.ZSTD, SiltException.class);
  }

  private static byte[] window(int descriptor) {
    return new byte[] {
      0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) descriptor, 1, 0, 0, 0, 0, 0, 0, 0
    };
  }

  static byte[] flipped(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    copy[at] ^= 1;
    return copy;
  }

  private static byte[] flippedTo(byte[] bytes, int at, int value) {
    byte[] copy = bytes.clone();
    copy[at] = (byte) value;
    return copy;
  }

  private static void headers(List<HostileCase> cases) {
    cases.add(tree("checksum", flipped(TAR, 3), CORRUPT));
    cases.add(tree("header cut", Arrays.copyOf(TAR, 300), CORRUPT));
    cases.add(tree("data cut", Arrays.copyOf(TAR, 800), CORRUPT));
    cases.add(field("size of 8 GiB", 124, "77777777777\0", SiltException.class));
    String eight = "\u0080" + "\0".repeat(3);
    cases.add(field("size of 2^62", 124, eight + "@" + "\0".repeat(7), SiltException.class));
    cases.add(field("size of 2^63", 124, eight + "\u0080" + "\0".repeat(7), SiltException.class));
    cases.add(field("size of 2^95", 124, "\u00bf" + "\u00ff".repeat(11), SiltException.class));
    cases.add(field("negative size", 124, "\u00ff".repeat(12), SiltException.class));
    cases.add(field("size without digits", 124, "abcdefghijk\0", SiltException.class));
    cases.add(pax("size=99999999999999999999", "size", "99999999999999999999"));
    cases.add(pax("size=-1", "size", "-1"));
    cases.add(pax("size=4611686018427387904", "size", "4611686018427387904"));
    cases.add(raw("PAX length beyond the payload", 'x', "99 path=a\n"));
    cases.add(raw("PAX length that overflows", 'x', "99999999999999999999 path=a\n"));
    cases.add(raw("PAX length of zero", 'x', "0 path=a\n"));
    cases.add(raw("PAX without an equals sign", 'x', "7 path\n"));
    // Go's reader, and so every runtime, takes headers that no entry follows for the end
    cases.add(odd("PAX header at the end", extension('x', "10 path=a\n")));
    byte[] long1 = extension('L', "x".repeat(200_000));
    cases.add(limit("a name of 200,000 bytes", Bytes.concat(long1, TAR)));
    byte[] many = new byte[0];
    for (int i = 0; i < 300; i++) {
      many = Bytes.concat(many, extension('x', "9 uid=000\n"));
    }
    cases.add(limit("300 extension headers", Bytes.concat(many, TAR)));
    byte[] claims = extension('L', "");
    cases.add(
        tree(
            "a long name of 8 GiB",
            checked(put(claims, 124, "77777777777\0")),
            SiltException.class));
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 1500; i++) {
      items.add(Item.file("f" + i, new byte[0]));
    }
    cases.add(limit("too many entries", TarWriter.write(items, TarShape.PLAIN)));
    cases.add(pax("sparse size", "GNU.sparse.realsize", "9223372036854775807"));
    byte[] sparse = checked(put(put(TAR, 156, "S"), 483, "77777777777\0"));
    cases.add(odd("old sparse of 8 GiB", sparse));
    byte[] extended = checked(put(put(TAR, 156, "S"), 482, "\1"));
    cases.add(odd("old sparse with extensions", extended));
  }

  private static HostileCase limit(String name, byte[] tar) {
    return HostileCase.layer(name, tar, LimitExceededException.class);
  }

  /** Odd, but other programs read it. */
  private static HostileCase odd(String name, byte[] tar) {
    return HostileCase.layer(name, tar, SiltException.class).refusedBy(HostileCase.Scope.NOBODY);
  }

  /** A layer that a delta may carry as it is but that has no tree. */
  private static HostileCase tree(
      String name, byte[] tar, Class<? extends SiltException> expected) {
    return HostileCase.layer(name, tar, expected).refusedBy(HostileCase.Scope.TREE);
  }

  private static HostileCase field(
      String name, int offset, String value, Class<? extends SiltException> type) {
    return tree(name, checked(put(TAR, offset, value)), type);
  }

  private static HostileCase pax(String name, String key, String value) {
    String rest = " " + key + "=" + value + "\n";
    int length = rest.length() + 2;
    boolean sparse = key.startsWith("GNU.sparse");
    byte[] tar = Bytes.concat(extension('x', length + rest), TAR);
    return sparse ? odd(name, tar) : tree(name, tar, SiltException.class);
  }

  private static HostileCase raw(String name, char type, String payload) {
    return tree(name, Bytes.concat(extension(type, payload), TAR), SiltException.class);
  }

  private static byte[] extension(char type, String payload) {
    byte[] data = Bytes.latin1(payload);
    byte[] tar =
        TarWriter.write(List.of(Item.file("ext", data)), new TarShape(0, 0, 1, data, "", true));
    return checked(put(Arrays.copyOf(tar, tar.length - data.length), 156, "" + type));
  }

  private static byte[] put(byte[] tar, int offset, String value) {
    byte[] copy = tar.clone();
    byte[] bytes = Bytes.latin1(value);
    System.arraycopy(bytes, 0, copy, offset, bytes.length);
    return copy;
  }

  /** Makes the first header's checksum right again. */
  private static byte[] checked(byte[] tar) {
    byte[] copy = put(tar, 148, "        ");
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += copy[i] & 0xff;
    }
    String digits = Integer.toOctalString(sum);
    return put(copy, 148, "0".repeat(6 - digits.length()) + digits + "\0 ");
  }

  private static void paths(List<HostileCase> cases) {
    Class<UnsafePathException> unsafe = UnsafePathException.class;
    byte[] data = {1};
    cases.add(HostileCase.tree("path ..", unsafe, Item.file("..", data)));
    cases.add(HostileCase.tree("path ../etc", unsafe, Item.file("../etc/passwd", data)));
    cases.add(HostileCase.tree("path a/../../b", unsafe, Item.file("a/../../b", data)));
    cases.add(HostileCase.tree("path /../b", unsafe, Item.file("/../b", data)));
    cases.add(HostileCase.tree("directory ../", unsafe, Item.directory("../")));
    cases.add(
        HostileCase.tree(
            "long path with ..",
            unsafe,
            Item.file("x/".repeat(80) + "../".repeat(81) + "y", data)));
    cases.add(
        HostileCase.tree("hard link to ..", SiltException.class, hardLink("../../etc/shadow")));
    cases.add(HostileCase.tree("hard link to nothing", SiltException.class, hardLink("missing")));
    cases.add(HostileCase.tree("hard link to itself", SiltException.class, hardLink("h")));
    cases.add(HostileCase.tree("whiteout of ..", SiltException.class, Item.file(".wh...", data)));
    cases.add(HostileCase.tree("whiteout of .", SiltException.class, Item.file("a/.wh..", data)));
    cases.add(
        HostileCase.tree("whiteout without name", SiltException.class, Item.file(".wh.", data)));
  }

  private static Item hardLink(String target) {
    return Item.hardLink("h", target);
  }
}
