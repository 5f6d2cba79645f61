package dev.silt.scan;

import dev.silt.image.ImageLayer;
import dev.silt.io.ByteSource;
import dev.silt.tar.TarEntry;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** A {@link LayerScan} while it grows. */
final class ScanResult {

  final ImageLayer layer;
  final List<TarEntry> entries = new ArrayList<>();
  final Map<Integer, byte[]> paddings = new HashMap<>();
  ByteSource data = ByteSource.of(new byte[0]);
  final LongStream.Builder offsets = LongStream.builder();
  final LongStream.Builder lengths = LongStream.builder();
  final ByteArrayOutputStream digests = new ByteArrayOutputStream();
  long zeroLength;
  long tailOffset;
  long tailLength;
  long length;

  ScanResult(ImageLayer layer) {
    this.layer = layer;
  }
}
