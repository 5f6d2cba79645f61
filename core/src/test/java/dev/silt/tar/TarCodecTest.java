package dev.silt.tar;

import static dev.silt.tar.TarBytes.bytes;
import static dev.silt.tar.TarBytes.concat;
import static dev.silt.tar.TarBytes.extension;
import static dev.silt.tar.TarBytes.header;
import static dev.silt.tar.TarBytes.pax;
import static dev.silt.tar.TarBytes.put;
import static dev.silt.tar.TarBytes.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silt.error.CorruptDataException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.error.SiltException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TarCodecTest {

  private static final String LONG = "d/" + "x".repeat(60) + "/" + "y".repeat(60);

  /** Parses, rebuilds the entry from its parts, renders. */
  static TarEntry roundTrip(byte[] region) throws SiltException {
    TarEntry entry = TarCodec.parse(region);
    assertThat(TarCodec.render(entry)).isEqualTo(region);
    if (entry.raw() == null) {
      assertThat(TarCodec.render(copy(entry))).isEqualTo(region);
    }
    return entry;
  }

  private static TarEntry copy(TarEntry e) throws SiltException {
    return TarEntry.of(
        e.path(),
        e.type(),
        e.mode(),
        e.uid(),
        e.gid(),
        e.userName(),
        e.groupName(),
        e.linkTarget(),
        e.deviceMajor(),
        e.deviceMinor(),
        e.mtimeSeconds(),
        e.mtimeFraction(),
        e.dataLength(),
        HeaderForm.parse(e.form().toBytes()),
        e.literals());
  }

  @Test
  void plainHeadersShareOneFormWithoutLiterals() throws Exception {
    TarEntry file = roundTrip(header("etc/passwd", '0', 77, ""));
    TarEntry link = roundTrip(header("bin", '2', 0, "usr/bin"));
    assertThat(file.form()).isEqualTo(link.form());
    assertThat(file.literals()).isEmpty();
    assertThat(file.path()).isEqualTo(bytes("etc/passwd"));
    assertThat(file.mode()).isEqualTo(0644);
    assertThat(file.mtimeSeconds()).isEqualTo(Long.parseLong("14412345670", 8));
    assertThat(file.dataLength()).isEqualTo(77);
    assertThat(file.isRegular()).isTrue();
    assertThat(link.linkTarget()).isEqualTo(bytes("usr/bin"));
    assertThat(link.isSymbolicLink()).isTrue();
  }

  @Test
  void splitsLongNamesAtEitherSlash() throws Exception {
    byte[] last = put(header("y".repeat(60), '0', 0, ""), 345, "d/" + "x".repeat(60));
    byte[] first = put(header("x".repeat(60) + "/" + "z".repeat(38), '0', 0, ""), 345, "d");
    for (byte[] region : List.of(sum(last), sum(first))) {
      TarEntry entry = roundTrip(region);
      assertThat(entry.literals()).isEmpty();
      assertThat(entry.raw()).isNull();
    }
    assertThat(TarCodec.parse(last).path()).isEqualTo(bytes(LONG));
  }

  @Test
  void paxRecordsWinOverFieldsAndAreDerived() throws Exception {
    byte[] region =
        concat(
            pax("path", LONG, "mtime", "-86400.5", "uid", "3000000", "gname", "g\u00e9"),
            sum(put(header("short", '0', 5, ""), 136, "00000000000\0")));
    TarEntry entry = roundTrip(region);
    assertThat(entry.path()).isEqualTo(bytes(LONG));
    assertThat(entry.uid()).isEqualTo(3_000_000);
    assertThat(entry.groupName()).isEqualTo(bytes("g\u00e9"));
    assertThat(entry.mtimeSeconds()).isEqualTo(-86401);
    assertThat(entry.mtimeNanos()).isEqualTo(500_000_000);
    assertThat(entry.mtimeFraction()).isEqualTo(bytes("5"));
  }

  @Test
  void attributesAreLiterals() throws Exception {
    byte[] region =
        concat(
            pax("SCHILY.xattr.user.a", "b\n=\0c", "SCHILY.xattr.user.empty", ""),
            header("f", '0', 0, ""));
    TarEntry entry = roundTrip(region);
    assertThat(entry.raw()).isNull();
    assertThat(entry.xattrs()).containsOnlyKeys("user.a", "user.empty");
    assertThat(entry.xattrs().get("user.a")).isEqualTo(bytes("b\n=\0c"));
    assertThat(entry.form().literalCount()).isEqualTo(entry.literals().length);
  }

  @Test
  void gnuLongNamesAreDerived() throws Exception {
    byte[] main =
        sum(put(header(LONG.substring(0, 100), '2', 0, "t".repeat(100)), 257, "ustar  \0"));
    byte[] region =
        concat(
            extension("././@LongLink", 'K', "t".repeat(200) + "\0"),
            extension("././@LongLink", 'L', LONG + "\0"),
            main);
    TarEntry entry = roundTrip(region);
    assertThat(entry.literals()).isEmpty();
    assertThat(entry.path()).isEqualTo(bytes(LONG));
    assertThat(entry.linkTarget()).hasSize(200);
  }

  @Test
  void oldAndOddFieldsKeepTheirStyle() throws Exception {
    List<byte[]> regions =
        List.of(
            put(put(header("v7/", '\0', 0, ""), 100, "   755 \0"), 257, "\0".repeat(8)),
            put(header("big", '0', 0, ""), 124, "\u0080\0\0\0\0\0\0\u0002\0\0\0\0"),
            put(header("negative", '0', 0, ""), 136, "\u00ff".repeat(12)),
            put(header("short digits", '0', 0, ""), 108, "0\0\0\0\0\0\0\0"),
            put(header("blank devices", '0', 0, ""), 329, "\0".repeat(16)),
            put(header("spaces", '0', 0, ""), 329, " ".repeat(16)),
            put(header("no end", '0', 0, ""), 100, "00000644"),
            put(header("mixed", '0', 0, ""), 100, " 00644 \0"),
            put(header("after\0garbage", '0', 0, ""), 300, "x\0y"),
            put(
                header("star", '0', 0, ""),
                476,
                "00000000001 00000000002 tar\0".substring(0, 32 - 4)));
    for (byte[] region : regions) {
      assertThat(roundTrip(sum(region)).raw()).isNull();
    }
    assertThat(TarCodec.parse(regions.get(0)).isDirectory()).isTrue();
    assertThat(TarCodec.parse(regions.get(1)).dataLength()).isEqualTo(8L << 30);
    assertThat(TarCodec.parse(regions.get(2)).mtimeSeconds()).isEqualTo(-1);
  }

  @Test
  void whatNoFormCoversIsRaw() throws Exception {
    byte[] padding = concat(pax("comment", "x"), header("f", '0', 0, ""));
    padding[1023] = 'x';
    byte[] dangling = pax("comment", "x");
    byte[] many = header("f", '0', 0, "");
    for (int i = 0; i < 9; i++) {
      many = concat(pax("comment", "x"), many);
    }
    for (byte[] region : List.of(padding, dangling, many)) {
      TarEntry entry = roundTrip(region);
      assertThat(entry.form()).isSameAs(HeaderForm.RAW);
      assertThat(entry.raw()).isEqualTo(region);
    }
    assertThat(TarCodec.parse(dangling).isMeta()).isTrue();
  }

  @Test
  void aGlobalHeaderIsAnEntryOfItsOwn() throws Exception {
    TarEntry entry = roundTrip(extension("pax_global_header", 'g', "14 comment=ab\n"));
    assertThat(entry.raw()).isNull();
    assertThat(entry.type()).isEqualTo((byte) 'g');
    assertThat(entry.dataLength()).isZero();
    assertThat(entry.isMeta()).isTrue();
  }

  @Test
  void linksAndDirectoriesHaveNoDataWhateverTheirSizeSays() throws Exception {
    for (char type : "123456".toCharArray()) {
      assertThat(roundTrip(header("n", type, 4096, "t")).dataLength()).isZero();
    }
  }

  @Test
  void sparseFilesKnowTheirSizeOnDisk() throws Exception {
    byte[] old = put(header("s", 'S', 512, ""), 257, "ustar  \0");
    put(old, 329, "\0".repeat(16));
    put(old, 386, "00000000000\00000000001000");
    put(old, 482, "\u0001" + "00030000000\0");
    TarEntry entry = roundTrip(concat(sum(old), new byte[512]));
    assertThat(entry.raw()).isNull();
    assertThat(entry.dataLength()).isEqualTo(512);
    assertThat(entry.logicalLength()).isEqualTo(030000000);

    byte[] pax =
        concat(
            pax(
                "GNU.sparse.major",
                "1",
                "GNU.sparse.minor",
                "0",
                "GNU.sparse.name",
                "dir/real",
                "GNU.sparse.realsize",
                "3145728"),
            header("dir/GNUSparseFile.1/real", '0', 1024, ""));
    entry = roundTrip(pax);
    assertThat(entry.logicalLength()).isEqualTo(3145728);
    assertThat(entry.logicalPath()).isEqualTo(bytes("dir/real"));
  }

  @Test
  void refusesWhatGoRefuses() {
    byte[] plain = header("f", '0', 0, "");
    byte[] wrongSum = plain.clone();
    wrongSum[0] ^= 1;
    List<byte[]> bad =
        List.of(
            new byte[0],
            wrongSum,
            Arrays.copyOf(plain, 511),
            Arrays.copyOf(plain, 1024),
            sum(put(plain.clone(), 100, "notoctal")),
            sum(put(plain.clone(), 124, "\u00ff".repeat(12))),
            extension("x", 'x', "9 a=b\n"),
            concat(pax("mtime", "1.x"), plain),
            concat(pax("size", "-1"), plain),
            Arrays.copyOf(pax("comment", "y".repeat(600)), 1024));
    for (byte[] region : bad) {
      assertThatThrownBy(() -> TarCodec.parse(region)).isInstanceOf(CorruptDataException.class);
    }
  }

  @Test
  void longHeadersAreRefusedBeforeTheyAreBuilt() throws Exception {
    TarEntry entry = TarCodec.parse(concat(pax("path", LONG), header("f", '0', 0, "")));
    Limits small = new Limits(1024, 1024, 10, 1024, 1 << 20, 20);
    assertThatThrownBy(() -> TarCodec.render(entry, small))
        .isInstanceOf(LimitExceededException.class);
  }

  @Test
  void flippedBitsGiveTheSameBytesOrATypedError() throws Exception {
    long seed = 20261123;
    SplittableRandom random = new SplittableRandom(seed);
    byte[] region =
        concat(
            pax("path", LONG, "mtime", "1.5", "SCHILY.xattr.user.a", "b"),
            extension("././@LongLink", 'K', "target\0"),
            header("f", '0', 9, "l"));
    int parsed = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] flipped = region.clone();
      for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
      }
      if (random.nextInt(4) > 0) {
        sumAll(flipped);
      }
      try {
        TarCodec.parse(flipped);
        parsed++;
      } catch (CorruptDataException e) {
        continue;
      }
      roundTrip(flipped);
    }
    assertThat(parsed).as("seed %d", seed).isGreaterThan(1000);
  }

  private static void sumAll(byte[] region) {
    for (int at : new int[] {0, 1024, 2048}) {
      byte[] block = sum(Arrays.copyOfRange(region, at, at + 512));
      System.arraycopy(block, 0, region, at, 512);
    }
  }
}
