package dev.silt.scan;

import dev.silt.error.CorruptDataException;
import dev.silt.error.Limits;
import dev.silt.hash.Digest;
import dev.silt.image.Codec;
import dev.silt.image.ImageLayer;
import dev.silt.image.LayerInput;
import dev.silt.io.Spool;
import dev.silt.io.Tasks;
import dev.silt.io.WorkFiles;
import dev.silt.progress.ProgressMeter;
import dev.silt.tar.SparseContent;
import dev.silt.tar.TarEntry;
import dev.silt.tar.TarReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Reads one layer: entries into memory, wanted contents where they can be read at any offset. */
final class LayerScanner {

  private static final int BUFFER_LENGTH = 1 << 16;

  private final ImageLayer layer;
  private final ScanRequest request;
  private final WorkFiles work;
  private final Limits limits;
  private final ProgressMeter meter;
  private final @Nullable Tasks tasks;
  private final MessageDigest digest = Digest.newSha256();
  private final byte[] buffer = new byte[BUFFER_LENGTH];
  private @Nullable Spool spool;
  private long told;

  LayerScanner(
      ImageLayer layer,
      ScanRequest request,
      WorkFiles work,
      Limits limits,
      ProgressMeter meter,
      @Nullable Tasks tasks) {
    this.layer = layer;
    this.request = request;
    this.work = work;
    this.limits = limits;
    this.meter = meter;
    this.tasks = tasks;
  }

  LayerScan scan() throws IOException {
    try (LayerInput in =
        request.digests() ? layer.open(limits, tasks) : layer.openHeaders(limits, tasks)) {
      ScanResult result = new ScanResult(layer);
      WatchedInput watched = new WatchedInput(in);
      boolean tar = true;
      try {
        readEntries(in, watched, result);
      } catch (CorruptDataException e) {
        if (watched.failed) {
          throw e; // the layer is damaged, not only no tar
        }
        if (request.listing()) {
          throw new CorruptDataException(layer.describe() + ": " + e.getMessage(), e);
        }
        tar = false;
      }
      in.finish();
      tell(layer.blob().length());
      if (!tar) {
        return scanOpaque();
      }
      result.length = in.position();
      return seal(result);
    }
  }

  private LayerScan seal(ScanResult result) throws IOException {
    if (layer.codec() == Codec.NONE) {
      result.data = layer.blob();
    } else if (spool != null) {
      spool.flush();
      result.data = spool;
    }
    return new LayerScan(result);
  }

  /** The digests are right, so these are the layer's bytes, only not a tar: all of it is tail. */
  private LayerScan scanOpaque() throws IOException {
    ScanResult result = new ScanResult(layer);
    spool = null;
    try (LayerInput in = layer.open(limits, tasks)) {
      int n;
      while ((n = in.read(buffer, 0, buffer.length)) >= 0) {
        if (layer.codec() != Codec.NONE && request.tail()) {
          spool().write(buffer, 0, n);
        }
        ProgressMeter.checkCancelled();
      }
      result.length = in.position();
      result.tailLength = in.position();
    }
    return seal(result);
  }

  private Spool spool() throws IOException {
    Spool present = spool;
    if (present == null) {
      present = work.newSpool();
      spool = present;
    }
    return present;
  }

  private void readEntries(LayerInput in, InputStream tar, ScanResult result) throws IOException {
    TarReader reader =
        request.listing() ? TarReader.openListing(tar, limits) : TarReader.open(tar, limits);
    TarEntry entry;
    int file = 0;
    while ((entry = reader.next()) != null) {
      if (entry.dataLength() > 0) {
        readContent(reader, entry, result, request.keep().accept(file++));
      }
      byte[] padding = reader.endEntry();
      if (padding != null) {
        result.paddings.put(result.entries.size(), padding);
      }
      result.entries.add(entry);
      tell(in.blobPosition());
    }
    result.zeroLength = reader.zeroLength();
    readTail(reader, in, result);
  }

  private void readTail(TarReader reader, LayerInput in, ScanResult result) throws IOException {
    boolean copy = layer.codec() != Codec.NONE && request.tail();
    long start = copy && spool != null ? spool().position() : 0;
    long length = 0;
    int n;
    while ((n = reader.readTail(buffer, 0, buffer.length)) >= 0) {
      if (copy) {
        spool().write(buffer, 0, n);
      }
      length += n;
    }
    result.tailLength = length;
    result.tailOffset = copy ? start : layer.codec() == Codec.NONE ? in.position() - length : 0;
  }

  private void readContent(TarReader reader, TarEntry entry, ScanResult result, boolean keep)
      throws IOException {
    boolean copy = keep && layer.codec() != Codec.NONE;
    long offset = keep ? copy ? spool().position() : reader.dataOffset() : -1;
    result.offsets.add(offset);
    result.lengths.add(entry.dataLength());
    if (!copy && !request.digests()) {
      return;
    }
    if (request.listing() && entry.isSparse()) {
      SparseContent.write(
          reader, entry, limits, new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      result.digests.writeBytes(digest.digest());
      return;
    }
    int n;
    while ((n = reader.read(buffer, 0, buffer.length)) >= 0) {
      if (copy) {
        spool().write(buffer, 0, n);
      }
      if (request.digests()) {
        digest.update(buffer, 0, n);
      }
      ProgressMeter.checkCancelled();
    }
    if (request.digests()) {
      result.digests.writeBytes(digest.digest());
    }
  }

  private void tell(long position) throws IOException {
    if (position - told >= BUFFER_LENGTH || position == layer.blob().length()) {
      meter.add(position - told);
      told = position;
    }
  }

  /** Remembers whether the layer itself could not be read on. */
  private static final class WatchedInput extends FilterInputStream {
    boolean failed;

    WatchedInput(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
      try {
        return in.read(bytes, from, count);
      } catch (IOException e) {
        failed = true;
        throw e;
      }
    }
  }
}
