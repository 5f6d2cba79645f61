package dev.silt.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.silt.hash.Digest;
import dev.silt.image.ArchiveFormat;
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

/** Builds the smallest image around one file, for what takes images only. */
public final class OneFileImage {

  private static final int BUFFER_LENGTH = 1 << 16;

  private OneFileImage() {}

  /**
   * Writes an oci-archive of one gzip'd layer with one file in it, the same bytes for the same
   * content.
   *
   * @param archive the file to write
   * @param content the file's content; read to its end, not closed
   * @param length its length in bytes
   * @throws IOException if something cannot be read or written
   */
  public static void write(Path archive, InputStream content, long length) throws IOException {
    try (ImageWriter writer = ImageWriter.create(archive, ArchiveFormat.OCI_ARCHIVE, null)) {
      OutputStream blob = new Unclosed(writer.beginLayer(null));
      MessageDigest diffId = Digest.newSha256();
      try (TarArchiveOutputStream tar =
          new TarArchiveOutputStream(
              new DigestOutputStream(new GZIPOutputStream(blob, BUFFER_LENGTH), diffId))) {
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        TarArchiveEntry entry = new TarArchiveEntry("file");
        entry.setSize(length);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        byte[] buffer = new byte[BUFFER_LENGTH];
        for (int n; (n = content.read(buffer, 0, buffer.length)) >= 0; ) {
          tar.write(buffer, 0, n);
        }
        tar.closeArchiveEntry();
      }
      byte[] config = config(Digest.ofSha256(diffId.digest()));
      var layer = writer.endLayer(MediaTypes.LAYER_TAR_GZIP, Map.of());
      writer.commit(config, List.of(layer), null, List.of(), Platform.parse("linux/amd64"));
    }
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
