package dev.silt.apply;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.silt.error.Limits;
import dev.silt.hash.Digest;
import dev.silt.image.ArchiveFormat;
import dev.silt.image.Codec;
import dev.silt.image.ImageLayer;
import dev.silt.image.ImageWriter;
import dev.silt.image.LayerDescriptor;
import dev.silt.image.LayerInput;
import dev.silt.image.MediaTypes;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes layers into an image. Copied blobs stay as they are, except in a docker-archive, whose
 * layers are uncompressed. Not safe for several threads.
 */
public final class ImageLayerOutput implements LayerOutput {

  private static final int ZSTD_LEVEL = 3;

  private final ImageWriter writer;
  private final ArchiveFormat format;
  private final Codec codec;
  private final Limits limits;
  private final Map<Integer, LayerDescriptor> descriptors = new HashMap<>();
  private OutputStream current = OutputStream.nullOutputStream();
  private String currentType = "";

  private ImageLayerOutput(ImageWriter writer, ArchiveFormat format, Codec codec, Limits limits) {
    this.writer = writer;
    this.format = format;
    this.codec = format == ArchiveFormat.DOCKER_ARCHIVE ? Codec.NONE : codec;
    this.limits = limits;
  }

  /**
   * Wraps a writer.
   *
   * @param writer the image; committing and closing it stay the caller's business
   * @param format the writer's
   * @param codec how rebuilt layers are stored
   * @param limits for layers that have to be unpacked
   * @return the output
   */
  public static ImageLayerOutput of(
      ImageWriter writer, ArchiveFormat format, Codec codec, Limits limits) {
    return new ImageLayerOutput(writer, format, codec, limits);
  }

  /**
   * Returns what was written for a layer.
   *
   * @param index the layer's place
   * @return its descriptor
   */
  public LayerDescriptor descriptor(int index) {
    LayerDescriptor descriptor = descriptors.get(index);
    if (descriptor == null) {
      throw new IllegalStateException("layer was not written: " + index);
    }
    return descriptor;
  }

  @Override
  public OutputStream begin(int index, Digest diffId, String mediaType) throws IOException {
    Codec used = mediaType.isEmpty() ? codec : Codec.NONE;
    OutputStream blob = new Unclosed(writer.beginLayer(used == Codec.NONE ? diffId : null));
    currentType = mediaType.isEmpty() ? MediaTypes.layer(used) : mediaType;
    current =
        switch (used) {
          case NONE -> blob;
          case GZIP -> new GZIPOutputStream(blob, 1 << 16);
          case ZSTD -> new ZstdOutputStreamNoFinalizer(blob, ZSTD_LEVEL);
        };
    return current;
  }

  @Override
  public void end(int index) throws IOException {
    current.close();
    current = OutputStream.nullOutputStream();
    descriptors.put(index, writer.endLayer(currentType, Map.of()));
  }

  @Override
  public void copy(int index, ImageLayer layer) throws IOException {
    boolean unpack = format == ArchiveFormat.DOCKER_ARCHIVE && layer.codec() != Codec.NONE;
    @Nullable Digest digest =
        unpack || layer.codec() == Codec.NONE ? layer.diffId() : layer.blobDigest();
    OutputStream out = writer.beginLayer(digest);
    try (InputStream in = unpack ? layer.open(limits, null) : layer.blob().open()) {
      byte[] buffer = new byte[1 << 16];
      int n;
      while ((n = in.read(buffer, 0, buffer.length)) >= 0) {
        out.write(buffer, 0, n);
      }
      if (in instanceof LayerInput input) {
        input.finish();
      }
    }
    String type = unpack ? MediaTypes.LAYER_TAR : layer.mediaType();
    descriptors.put(index, writer.endLayer(type, Map.of()));
  }

  /** A compressor's close ends its frame, not the blob. */
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
