package dev.silt.image;

import static dev.silt.image.TestImage.link;
import static dev.silt.image.TestImage.put;
import static dev.silt.image.TestImage.utf8;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silt.error.CorruptDataException;
import dev.silt.error.InvalidImageException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.error.UnsupportedFormatException;
import dev.silt.io.ByteSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TarFileSetTest {

  /** Writes entries. */
  private interface Body {
    void write(TarArchiveOutputStream tar) throws IOException;
  }

  private static byte[] tar(int longFileMode, Body body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      tar.setLongFileMode(longFileMode);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      body.write(tar);
    }
    return bytes.toByteArray();
  }

  private static byte[] tar(Body body) throws IOException {
    return tar(TarArchiveOutputStream.LONGFILE_POSIX, body);
  }

  private static TarFileSet open(byte[] archive) throws IOException {
    return TarFileSet.open(ByteSource.of(archive), Limits.defaults(), "archive");
  }

  private static String text(FileSet files, String name) throws IOException {
    ByteSource source = files.find(name);
    return source == null ? "absent" : new String(source.readAll(), UTF_8);
  }

  @ParameterizedTest
  @ValueSource(ints = {TarArchiveOutputStream.LONGFILE_GNU, TarArchiveOutputStream.LONGFILE_POSIX})
  void findsFilesAndFollowsLinks(int longFileMode) throws IOException {
    String longName = "n".repeat(150) + "/" + "m".repeat(200);
    byte[] archive =
        tar(
            longFileMode,
            tar -> {
              put(tar, "./a", utf8("A"));
              put(tar, "dir/b", utf8("B"));
              put(tar, longName, utf8("L"));
              link(tar, "dir/sub/to-a", "../../a", false);
              link(tar, "dir/to-b", "b", false);
              link(tar, "dir/hard-b", "dir/b", true);
              link(tar, "twice", "dir/to-b", false);
              link(tar, "to-long", longName, false);
              link(tar, "absolute", "/a", false);
              link(tar, "nowhere", "x", false);
              link(tar, "outside", "../a", false);
            });
    TarFileSet files = open(archive);
    assertThat(text(files, "a")).isEqualTo("A");
    assertThat(text(files, "dir/sub/to-a")).isEqualTo("A");
    assertThat(text(files, "absolute")).isEqualTo("A");
    for (String name : new String[] {"dir/b", "dir/to-b", "dir/hard-b", "twice"}) {
      assertThat(text(files, name)).isEqualTo("B");
    }
    assertThat(text(files, longName)).isEqualTo("L");
    assertThat(text(files, "to-long")).isEqualTo("L");
    for (String name : new String[] {"nowhere", "outside", "x", "dir", "", "../a"}) {
      assertThat(text(files, name)).isEqualTo("absent");
    }
  }

  @Test
  void refusesLoops() throws IOException {
    TarFileSet files =
        open(
            tar(
                tar -> {
                  link(tar, "a", "b", false);
                  link(tar, "b", "a", false);
                }));
    assertThatThrownBy(() -> files.find("a")).isInstanceOf(InvalidImageException.class);
  }

  @Test
  void takesTheLastOfSeveralAndSaysSo() throws IOException {
    TarFileSet files =
        open(
            tar(
                tar -> {
                  put(tar, "a", utf8("1"));
                  put(tar, "./a", utf8("2"));
                  put(tar, "b", utf8("3"));
                }));
    assertThat(text(files, "a")).isEqualTo("2");
    assertThat(files.isRepeated("a")).isTrue();
    assertThat(files.isRepeated("b")).isFalse();
    assertThatThrownBy(() -> files.readDocument("a", Limits.defaults()))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("more than once");
  }

  @Test
  void refusesEveryTruncationIntoAnEntry() throws IOException {
    byte[] archive = tar(tar -> put(tar, "n".repeat(120), TestBytes.random(1, 700)));
    int end = archive.length;
    while (archive[end - 1] == 0) {
      end--;
    }
    for (int i = 0; i < end; i++) {
      byte[] cut = Arrays.copyOf(archive, i);
      assertThatThrownBy(() -> open(cut)).isInstanceOf(CorruptDataException.class);
    }
    ByteSource whole = open(Arrays.copyOf(archive, end)).find("n".repeat(120));
    assertThat(whole).isNotNull().extracting(ByteSource::length).isEqualTo(700L);
  }

  @Test
  void refusesWhatIsNoTar() {
    assertThatThrownBy(() -> open(TestBytes.random(1, 5000)))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("not an image archive");
    assertThatThrownBy(() -> open(new byte[0])).isInstanceOf(CorruptDataException.class);
  }

  @Test
  void refusesEveryBitFlipInAHeader() throws IOException {
    byte[] archive = tar(tar -> put(tar, "a", utf8("A")));
    for (int i = 0; i < 512 * 8; i++) {
      byte[] damaged = archive.clone();
      damaged[i / 8] ^= (byte) (1 << i % 8);
      if (i / 8 >= 148 && i / 8 < 156) {
        continue; // the checksum's own field has several spellings
      }
      assertThatThrownBy(() -> open(damaged)).isInstanceOf(CorruptDataException.class);
    }
  }

  @Test
  void refusesSparseFilesAndHugeHeaders() throws IOException {
    byte[] sparse =
        tar(
            tar -> {
              TarArchiveEntry entry = new TarArchiveEntry("a");
              entry.addPaxHeader("GNU.sparse.major", "1");
              entry.addPaxHeader("GNU.sparse.minor", "0");
              tar.putArchiveEntry(entry);
              tar.closeArchiveEntry();
            });
    assertThatThrownBy(() -> open(sparse)).isInstanceOf(UnsupportedFormatException.class);
    byte[] huge = tar(tar -> put(tar, "n".repeat(600), utf8("A")));
    Limits tight = new Limits(512, 512, 10, 512, 512, 10);
    assertThatThrownBy(() -> TarFileSet.open(ByteSource.of(huge), tight, "archive"))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("Limits.headerLength");
  }

  @Test
  void refusesMalformedPaxRecords() throws IOException {
    String name = "n".repeat(120);
    byte[] archive = tar(tar -> put(tar, name, utf8("A")));
    String record = (name.length() + 10) + " path=" + name + "\n";
    for (String bad :
        new String[] {"0", "9", "999999999999", "-", " ", "130path=", "131 path=", "129 path="}) {
      byte[] damaged = archive.clone();
      byte[] bytes = utf8(bad);
      System.arraycopy(bytes, 0, damaged, 512, bytes.length);
      assertThat(record).startsWith("130 ");
      assertThatThrownBy(() -> open(damaged)).isInstanceOf(CorruptDataException.class);
    }
  }

  @Test
  void writesHeadersThatOthersRead() throws IOException {
    String longName = "blobs/sha512/" + "0".repeat(128);
    for (String name : new String[] {"a", "b".repeat(100), longName}) {
      for (long length : new long[] {0, 1, (1L << 33) - 1, 1L << 33, 1L << 40}) {
        byte[] header = TarHeaders.file(name, length);
        assertThat(header).hasSize(TarHeaders.length(name));
        try (TarArchiveInputStream tar =
            new TarArchiveInputStream(new ByteArrayInputStream(header))) {
          TarArchiveEntry entry = tar.getNextEntry();
          assertThat(entry.getName()).isEqualTo(name);
          assertThat(entry.getSize()).isEqualTo(length);
          assertThat(entry.getMode() & 0777).isEqualTo(0644);
          assertThat(entry.getLastModifiedTime().toMillis()).isZero();
        }
      }
    }
  }
}
