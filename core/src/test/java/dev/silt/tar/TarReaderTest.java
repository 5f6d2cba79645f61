package dev.silt.tar;

import static dev.silt.tar.TarBytes.bytes;
import static dev.silt.tar.TarBytes.concat;
import static dev.silt.tar.TarBytes.header;
import static dev.silt.tar.TarBytes.pax;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silt.error.CorruptDataException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarReaderTest {

  private static final byte[] SAMPLE =
      new TarBytes()
          .entry("dir/", '5', "")
          .file("dir/a", "content of a")
          .raw(pax("mtime", "1.25"))
          .file("dir/b", "b".repeat(1500))
          .raw(header("dir/padded", '0', 3, ""))
          .raw(concat(bytes("abc"), bytes("#".repeat(509))))
          .entry("dir/link", '2', "a")
          .raw(TarBytes.extension("global", 'g', "14 comment=ab\n"))
          .raw(new byte[2048])
          .raw(bytes("after the end"))
          .toBytes();

  /** Reads everything and puts it together again. */
  private static byte[] rebuild(InputStream in, int bufferLength) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TarReader reader = TarReader.open(in, Limits.defaults());
    byte[] buffer = new byte[bufferLength];
    for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
      out.writeBytes(TarCodec.render(entry));
      assertThat(reader.dataOffset()).isEqualTo(out.size());
      for (int n = reader.read(buffer, 0, bufferLength);
          n >= 0;
          n = reader.read(buffer, 0, bufferLength)) {
        out.write(buffer, 0, n);
      }
      byte[] padding = reader.endEntry();
      int usual = (int) (HeaderField.padded(entry.dataLength()) - entry.dataLength());
      out.writeBytes(padding == null ? new byte[usual] : padding);
    }
    out.writeBytes(new byte[(int) reader.zeroLength()]);
    for (int n = reader.readTail(buffer, 0, bufferLength);
        n >= 0;
        n = reader.readTail(buffer, 0, bufferLength)) {
      out.write(buffer, 0, n);
    }
    return out.toByteArray();
  }

  private static InputStream inPieces(byte[] bytes, int length) {
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int read(byte[] buffer, int from, int count) throws IOException {
        return super.read(buffer, from, Math.min(count, length));
      }
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 15, 100, 10_000, 300_000})
  void givesEveryByteOnce(int length) throws Exception {
    assertThat(rebuild(inPieces(SAMPLE, length), 10_000)).isEqualTo(SAMPLE);
    assertThat(rebuild(new ByteArrayInputStream(SAMPLE), length)).isEqualTo(SAMPLE);
  }

  /** What a listing shows, and whether the entry can say it without its header. */
  private static String shown(TarEntry entry) throws IOException {
    return entry
        + " "
        + List.of(
            entry.mode(),
            entry.uid(),
            entry.gid(),
            new String(entry.userName(), StandardCharsets.UTF_8),
            new String(entry.linkTarget(), StandardCharsets.UTF_8),
            new String(entry.logicalPath(), StandardCharsets.UTF_8),
            entry.mtimeSeconds(),
            entry.mtimeNanos(),
            entry.dataLength(),
            entry.logicalLength(),
            entry.xattrs().keySet());
  }

  @Test
  void listingSaysTheSame() throws IOException {
    byte[] sparse = header("sparse", 'S', 0, "");
    Arrays.fill(sparse, 345, 500, (byte) 0);
    TarBytes.put(sparse, 257, "ustar  \0");
    TarBytes.sum(TarBytes.put(sparse, 483, "00000001000\0"));
    byte[] tar =
        new TarBytes()
            .raw(sparse)
            .raw(pax("SCHILY.xattr.user.a", "1"))
            .file("with-xattr", "x")
            .raw(SAMPLE)
            .toBytes();
    TarReader exact = TarReader.open(new ByteArrayInputStream(tar), Limits.defaults());
    TarReader listing = TarReader.openListing(new ByteArrayInputStream(tar), Limits.defaults());
    int unknown = 0;
    for (TarEntry entry = exact.next(); entry != null; entry = exact.next()) {
      TarEntry listed = Objects.requireNonNull(listing.next());
      assertThat(shown(listed)).isEqualTo(shown(entry));
      if (listed.form().equals(HeaderForm.UNKNOWN)) {
        unknown++;
        assertThatThrownBy(() -> TarCodec.render(listed)).isInstanceOf(IllegalStateException.class);
      }
    }
    assertThat(listing.next()).isNull();
    assertThat(unknown).isEqualTo(4);
  }

  @Test
  void skipsWhatIsNotRead() throws Exception {
    TarReader reader = TarReader.open(new ByteArrayInputStream(SAMPLE), Limits.defaults());
    int count = 0;
    while (reader.next() != null) {
      count++;
    }
    assertThat(count).isEqualTo(6);
    assertThat(reader.next()).isNull();
    assertThat(reader.zeroLength()).isEqualTo(2048);
    byte[] rest = new byte[100];
    assertThat(reader.readTail(rest, 0, 100)).isEqualTo(13);
  }

  @Test
  void everyCutGivesTheSameBytesOrATypedError() throws Exception {
    for (int length = 0; length < SAMPLE.length; length++) {
      byte[] cut = Arrays.copyOf(SAMPLE, length);
      try {
        assertThat(rebuild(new ByteArrayInputStream(cut), 1000)).isEqualTo(cut);
      } catch (CorruptDataException e) {
        assertThat(e).hasMessageContaining("cut off");
      }
    }
  }

  @Test
  void entriesOfOneToolShareTheirForm() throws Exception {
    TarReader reader = TarReader.open(new ByteArrayInputStream(SAMPLE), Limits.defaults());
    TarEntry first = Objects.requireNonNull(reader.next());
    TarEntry second = Objects.requireNonNull(reader.next());
    assertThat(first.form()).isSameAs(second.form());
  }

  @Test
  void limitsHold() {
    byte[] hugeHeader = header("x", 'x', 1L << 32, "");
    byte[] hugeFile = header("x", '0', 1L << 32, "");
    byte[] many = concat(header("a", '0', 0, ""), header("b", '0', 0, ""));
    Limits limits = new Limits(1024, 1 << 20, 1, 1024, 1 << 20, 20);
    for (byte[] bytes : new byte[][] {hugeHeader, hugeFile, many}) {
      TarReader reader = TarReader.open(new ByteArrayInputStream(bytes), limits);
      assertThatThrownBy(
              () -> {
                while (reader.next() != null) {
                  reader.endEntry();
                }
              })
          .isInstanceOf(LimitExceededException.class);
    }
  }

  @Test
  void anEmptyStreamIsAnEmptyArchive() throws Exception {
    assertThat(rebuild(new ByteArrayInputStream(new byte[0]), 10)).isEmpty();
    assertThat(rebuild(new ByteArrayInputStream(new byte[100]), 10)).hasSize(100);
  }
}
