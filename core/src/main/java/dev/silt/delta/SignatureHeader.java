package dev.silt.delta;

import dev.silt.error.Limits;
import dev.silt.hash.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A signature's first section: what it is of, and how much follows.
 *
 * @param baseId config digest of the base
 * @param platform the base's, {@code os/arch[/variant]}, for people
 * @param names names and tags of the base, for people
 * @param blockLength bytes of a block of every content; 0 if that depends on the content's length
 * @param layers the base's layers, in order
 * @param contentCount distinct contents
 * @param blockCount blocks of all contents
 */
public record SignatureHeader(
    Digest baseId,
    String platform,
    List<String> names,
    int blockLength,
    List<Layer> layers,
    long contentCount,
    long blockCount) {

  private static final int MAX_NAMES = 1 << 16;
  private static final int MAX_LAYERS = 10_000;

  /**
   * A layer of the base.
   *
   * @param entryCount its tar entries
   * @param compressed whether an applier must unpack contents to read them at any offset
   */
  public record Layer(long entryCount, boolean compressed) {}

  /** Copies the lists. */
  public SignatureHeader {
    names = List.copyOf(names);
    layers = List.copyOf(layers);
  }

  /** {@return the section's payload} */
  public byte[] toBytes() {
    PayloadWriter out = new PayloadWriter().sha256(baseId).text(platform).number(names.size());
    names.forEach(out::text);
    out.number(blockLength).number(layers.size());
    for (Layer layer : layers) {
      out.number(layer.entryCount()).number(layer.compressed() ? 1 : 0);
    }
    return out.number(contentCount).number(blockCount).toBytes();
  }

  /**
   * Parses the section's payload.
   *
   * @param payload its bytes
   * @param limits what a signature may ask for
   * @return the header
   * @throws IOException if it is damaged, or asks for too much
   */
  public static SignatureHeader parse(byte[] payload, Limits limits) throws IOException {
    PayloadReader in = new PayloadReader(payload, SectionType.HEADER);
    Digest baseId = in.sha256();
    String platform = in.text();
    long nameCount = in.number("number of names", MAX_NAMES);
    List<String> names = new ArrayList<>();
    for (long i = 0; i < nameCount; i++) {
      names.add(in.text());
    }
    int blockLength = (int) in.number("block length", Integer.MAX_VALUE);
    long layerCount = in.number("number of layers", MAX_LAYERS);
    List<Layer> layers = new ArrayList<>();
    for (long i = 0; i < layerCount; i++) {
      int entryCount = in.count("tar entries", limits.entryCount(), "entryCount");
      layers.add(new Layer(entryCount, in.number("kind of a layer", 1) == 1));
    }
    int contentCount = in.count("contents", limits.entryCount(), "entryCount");
    SignatureHeader header =
        new SignatureHeader(
            baseId, platform, names, blockLength, layers, contentCount, in.number());
    in.end();
    return header;
  }
}
