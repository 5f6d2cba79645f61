package dev.silt.delta;

import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.hash.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The first section: what the delta is for, and how much an applier will write. All lengths in
 * bytes.
 *
 * @param baseId config digest of the base
 * @param targetId config digest of the target
 * @param platform the target's, {@code os/arch[/variant]}, for people
 * @param names names and tags that the target carries
 * @param pullLength what a pull would download, for people
 * @param layersLength the target layers that the base lacks, uncompressed
 * @param contentsLength new contents: room that decoding them needs
 * @param spoolLength base contents that may have to be unpacked to be read at any offset
 * @param entryCount tar entries of the rebuilt layers
 * @param contentCount new contents
 * @param packedLength bytes that are deflated to make archives
 */
public record Header(
    Digest baseId,
    Digest targetId,
    String platform,
    List<String> names,
    long pullLength,
    long layersLength,
    long contentsLength,
    long spoolLength,
    long entryCount,
    long contentCount,
    long packedLength) {

  /** Copies the names. */
  public Header {
    names = List.copyOf(names);
  }

  /** {@return the section's payload} */
  public byte[] toBytes() {
    PayloadWriter out = new PayloadWriter().sha256(baseId).sha256(targetId).text(platform);
    out.number(names.size());
    names.forEach(out::text);
    out.number(pullLength).number(layersLength).number(contentsLength).number(spoolLength);
    out.number(entryCount).number(contentCount);
    return packedLength == 0 ? out.toBytes() : out.number(packedLength).toBytes();
  }

  /**
   * Parses the section's payload.
   *
   * @param payload its bytes
   * @param limits what a delta may ask for
   * @return the header
   * @throws IOException if it is damaged, or asks for too much
   */
  public static Header parse(byte[] payload, Limits limits) throws IOException {
    PayloadReader in = new PayloadReader(payload, SectionType.HEADER);
    Digest baseId = in.sha256();
    Digest targetId = in.sha256();
    String platform = in.text();
    int nameCount = (int) in.number("number of names", 1 << 16);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < nameCount; i++) {
      names.add(in.text());
    }
    long pullLength = in.number();
    Header header =
        new Header(
            baseId,
            targetId,
            platform,
            names,
            pullLength,
            image(in, "target layers", limits),
            image(in, "new contents", limits),
            image(in, "base contents", limits),
            in.count("tar entries", limits.entryCount(), "entryCount"),
            in.count("new contents", limits.entryCount(), "entryCount"),
            in.left() == 0 ? 0 : packed(in, limits));
    in.end();
    return header;
  }

  private static long packed(PayloadReader in, Limits limits) throws IOException {
    long length = image(in, "archives to be packed", limits);
    if (length == 0) {
      throw in.corrupt("nothing is packed, which is not said");
    }
    return length;
  }

  private static long image(PayloadReader in, String what, Limits limits) throws IOException {
    return LimitExceededException.check(
        "bytes of " + what, in.number(), limits.imageLength(), "imageLength");
  }
}
