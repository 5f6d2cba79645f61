package dev.silt.scan;

import dev.silt.error.CorruptDataException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.hash.Digest;
import dev.silt.image.ImageLayer;
import dev.silt.io.ByteSource;
import dev.silt.io.Tasks;
import dev.silt.io.WorkFiles;
import dev.silt.progress.Phase;
import dev.silt.progress.ProgressListener;
import dev.silt.progress.ProgressMeter;
import dev.silt.tar.TarEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The layers of an image that were read, with their files numbered across them. Immutable and safe
 * for several threads; the contents live as long as the work files.
 */
public final class ImageScan {

  private final List<LayerScan> layers;
  private final int[] firstFiles;

  private ImageScan(List<LayerScan> layers) {
    this.layers = List.copyOf(layers);
    firstFiles = new int[layers.size() + 1];
    for (int i = 0; i < layers.size(); i++) {
      firstFiles[i + 1] = firstFiles[i] + layers.get(i).fileCount();
    }
  }

  /**
   * Reads layers, several at a time, and verifies each.
   *
   * @param layers the layers
   * @param requests what is wanted of each, by its place in the list
   * @param work where contents go that lie in compressed layers
   * @param limits what an image may ask for
   * @param phase for the listener
   * @param listener hears of compressed bytes read
   * @param tasks the threads
   * @return what the layers hold
   * @throws IOException if a layer is damaged, asks for too much, or cannot be read
   */
  public static ImageScan read(
      List<ImageLayer> layers,
      IntFunction<ScanRequest> requests,
      WorkFiles work,
      Limits limits,
      Phase phase,
      ProgressListener listener,
      Tasks tasks)
      throws IOException {
    long total = layers.stream().mapToLong(layer -> layer.blob().length()).sum();
    ProgressMeter meter = ProgressMeter.start(listener, phase, total);
    @Nullable Tasks digesting = tasks.threadCount() > 1 ? tasks : null;
    List<Callable<LayerScan>> scans = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      ImageLayer layer = layers.get(i);
      ScanRequest request = requests.apply(i);
      scans.add(() -> new LayerScanner(layer, request, work, limits, meter, digesting).scan());
    }
    List<LayerScan> results = tasks.run(scans);
    long entryCount = results.stream().mapToLong(scan -> scan.entries().size()).sum();
    LimitExceededException.check(
        "tar entries of all layers", entryCount, limits.entryCount(), "entryCount");
    long length = results.stream().mapToLong(LayerScan::length).sum();
    LimitExceededException.check(
        "bytes of all layers", length, limits.imageLength(), "imageLength");
    meter.finish();
    return new ImageScan(results);
  }

  /** {@return the layers, in order} */
  public List<LayerScan> layers() {
    return layers;
  }

  /** {@return the entries of each layer} */
  public List<List<TarEntry>> entries() {
    return layers.stream().map(LayerScan::entries).toList();
  }

  /** {@return how many files all layers have} */
  public int fileCount() {
    return firstFiles[layers.size()];
  }

  /** {@return how many files each layer has} */
  public int[] fileCounts() {
    return layers.stream().mapToInt(LayerScan::fileCount).toArray();
  }

  /**
   * Returns the number of a layer's first file.
   *
   * @param layer the layer's place in the list
   * @return the number
   */
  public int firstFile(int layer) {
    return firstFiles[layer];
  }

  /**
   * Returns a content that was kept.
   *
   * @param file its number across layers
   * @return its bytes
   * @throws CorruptDataException if it was not kept
   * @throws IndexOutOfBoundsException if there is no such file
   */
  public ByteSource content(int file) throws CorruptDataException {
    Objects.checkIndex(file, fileCount());
    int layer = indexOf(file);
    return layers.get(layer).content(file - firstFiles[layer]);
  }

  /**
   * Returns the digest of a content; only if digests were wanted.
   *
   * @param file its number across layers
   * @return its SHA-256
   */
  public Digest digest(int file) {
    int layer = indexOf(file);
    return layers.get(layer).digest(file - firstFiles[layer]);
  }

  /**
   * Returns the layer that a file is in.
   *
   * @param file its number across layers
   * @return what the layer holds
   */
  public LayerScan layerOf(int file) {
    return layers.get(indexOf(file));
  }

  private int indexOf(int file) {
    int at = java.util.Arrays.binarySearch(firstFiles, file);
    if (at < 0) {
      return -at - 2;
    }
    while (firstFiles[at + 1] == file) {
      at++;
    }
    return at;
  }
}
