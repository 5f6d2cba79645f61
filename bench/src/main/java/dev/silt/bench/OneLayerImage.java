package dev.silt.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.silt.hash.Digest;
import dev.silt.image.ArchiveFormat;
import dev.silt.image.Codec;
import dev.silt.image.ImageWriter;
import dev.silt.image.MediaTypes;
import dev.silt.image.Platform;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Builds images of one layer, the same bytes for the same files. Contents are streamed. */
public final class OneLayerImage {

  private static final int BUFFER_LENGTH = 1 << 16;

  private final TarArchiveOutputStream tar;
  private final byte[] buffer = new byte[BUFFER_LENGTH];

  private OneLayerImage(TarArchiveOutputStream tar) {
    this.tar = tar;
  }

  /** What is in the layer. */
  @FunctionalInterface
  public interface Files {

    /**
     * Adds the files.
     *
     * @param layer takes them
     * @throws IOException if something cannot be read or written
     */
    void addTo(OneLayerImage layer) throws IOException;
  }

  /**
   * Writes an oci-archive.
   *
   * @param archive the file to write
   * @param codec NONE or GZIP: how the layer is stored
   * @param files what is in the layer
   * @return bytes of the layer, uncompressed
   * @throws IOException if something cannot be read or written
   */
  public static long write(Path archive, Codec codec, Files files) throws IOException {
    try (ImageWriter writer = ImageWriter.create(archive, ArchiveFormat.OCI_ARCHIVE, null)) {
      OutputStream blob = new Unclosed(writer.beginLayer(null));
      MessageDigest diffId = Digest.newSha256();
      TarArchiveOutputStream tar =
          new TarArchiveOutputStream(new DigestOutputStream(encoded(codec, blob), diffId));
      try (tar) {
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        files.addTo(new OneLayerImage(tar));
      }
      byte[] config = config(Digest.ofSha256(diffId.digest()));
      var layer = writer.endLayer(MediaTypes.layer(codec), Map.of());
      writer.commit(config, List.of(layer), null, List.of(), Platform.parse("linux/amd64"));
      return tar.getBytesWritten();
    }
  }

  /**
   * Adds one file.
   *
   * @param path its path
   * @param content its content; read to its end, not closed
   * @param length its length in bytes
   * @throws IOException if something cannot be read or written
   */
  public void add(String path, InputStream content, long length) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(path);
    entry.setSize(length);
    entry.setModTime(0);
    tar.putArchiveEntry(entry);
    for (int n; (n = content.read(buffer, 0, buffer.length)) >= 0; ) {
      tar.write(buffer, 0, n);
    }
    tar.closeArchiveEntry();
  }

  private static OutputStream encoded(Codec codec, OutputStream blob) throws IOException {
    return switch (codec) {
      case NONE -> blob;
      case GZIP -> new GZIPOutputStream(blob, BUFFER_LENGTH);
      case ZSTD -> throw new IllegalArgumentException("codec: expected=NONE or GZIP");
    };
  }

  private static byte[] config(Digest diffId) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("architecture", "amd64");
      json.writeStringField("os", "linux");
      json.writeObjectFieldStart("rootfs");
      json.writeStringField("type", "layers");
      json.writeArrayFieldStart("diff_ids");
      json.writeString(diffId.toString());
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  /** Leaves open what the tar writer would close, and passes arrays on as they are. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      out.write(bytes, from, count);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
