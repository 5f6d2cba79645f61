package dev.silt.delta;

import dev.silt.error.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How the target's layers come about, and what of the base that takes. If no layer is rebuilt, the
 * base's layers need not be read, and {@code fileCounts} is empty.
 *
 * @param layers one for each target layer, in order
 * @param fileCounts for each base layer how many base files it has: tar entries with data; this
 *     numbers them across layers
 * @param usedFiles numbers of the base files that new contents or rebuilt layers need
 */
public record Plan(List<LayerPlan> layers, int[] fileCounts, RunSet usedFiles) {

  private static final int MAX_LAYERS = 10_000;

  /** Copies the list. */
  public Plan {
    layers = List.copyOf(layers);
  }

  /**
   * Counts layers of one source.
   *
   * @param source the source
   * @return how many layers have it
   */
  public int count(LayerPlan.Source source) {
    return (int) layers.stream().filter(layer -> layer.source() == source).count();
  }

  /** {@return the section's payload} */
  public byte[] toBytes() {
    PayloadWriter out = new PayloadWriter().number(layers.size());
    for (LayerPlan layer : layers) {
      out.number(layer.source().code());
      switch (layer.source()) {
        case BASE, REPEAT -> out.number(layer.index());
        case REBUILT -> out.number(layer.entryCount()).text(layer.mediaType());
        case STORED -> out.text(layer.mediaType());
      }
    }
    out.number(fileCounts.length);
    for (int count : fileCounts) {
      out.number(count);
    }
    usedFiles.writeTo(out);
    return out.toBytes();
  }

  /**
   * Parses the section's payload.
   *
   * @param payload its bytes
   * @param limits what a delta may ask for
   * @return the plan
   * @throws IOException if it is damaged, or asks for too much
   */
  public static Plan parse(byte[] payload, Limits limits) throws IOException {
    PayloadReader in = new PayloadReader(payload, SectionType.PLAN);
    int layerCount = (int) in.number("number of layers", MAX_LAYERS);
    List<LayerPlan> layers = new ArrayList<>();
    for (int i = 0; i < layerCount; i++) {
      int code = (int) in.number("layer source", LayerPlan.Source.values().length - 1);
      layers.add(
          switch (code) {
            case 0 -> LayerPlan.base((int) in.number("layer index", MAX_LAYERS));
            case 1 -> {
              int index = (int) in.number("layer index", MAX_LAYERS);
              if (index >= i || layers.get(index).source() == LayerPlan.Source.REPEAT) {
                throw in.corrupt("layer " + i + " repeats layer " + index);
              }
              yield LayerPlan.repeat(index);
            }
            case 2 ->
                LayerPlan.rebuilt(
                    in.count("tar entries", limits.entryCount(), "entryCount"), in.text());
            default -> LayerPlan.stored(in.text());
          });
    }
    int[] fileCounts = new int[(int) in.number("number of base layers", MAX_LAYERS)];
    long fileCount = 0;
    for (int i = 0; i < fileCounts.length; i++) {
      fileCounts[i] = in.count("base files", limits.entryCount() - fileCount, "entryCount");
      fileCount += fileCounts[i];
    }
    RunSet usedFiles = RunSet.parse(in, fileCount);
    in.end();
    return new Plan(layers, fileCounts, usedFiles);
  }
}
