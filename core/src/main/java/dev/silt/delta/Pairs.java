package dev.silt.delta;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.silt.error.CorruptDataException;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Paths of some new contents and why they got their bases, so that a delta can say where its bytes
 * go without the base.
 *
 * @param items by number of the content, ascending
 */
public record Pairs(Map<Integer, Item> items) {

  private static final int LEVEL = 19;

  /** Bytes of the decoded payload at most. */
  private static final int MAX_LENGTH = 4 << 20;

  /** Decoded bytes that may come to one coded byte. */
  private static final int MAX_RATIO = 8;

  private static final int ITEM_LENGTH = 6;

  /**
   * One content.
   *
   * @param path where the target has it
   * @param reason why it has its first base file
   * @param basePath where the base has that; empty if there is none or if it is the same path
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  public record Item(byte[] path, PairReason reason, byte[] basePath) {}

  /** Puts the items in order. */
  public Pairs {
    items = new TreeMap<>(items);
  }

  /**
   * Codes as many of the dearest contents as fit.
   *
   * @param items of all new contents
   * @param costs of all new contents; may be shorter
   * @param allowed bytes that the payload may take
   * @return the section's payload; empty if nothing fits
   */
  public static byte[] toBytes(List<Item> items, long[] costs, long allowed) {
    List<Integer> order =
        IntStream.range(0, costs.length)
            .boxed()
            .sorted(Comparator.comparingLong((Integer i) -> costs[i]).reversed())
            .toList();
    for (long left = Math.min(MAX_RATIO * allowed, MAX_LENGTH - ITEM_LENGTH);
        left > 0;
        left -= left / 4 + 1) {
      byte[] payload = dearest(items, order, left).toBytes();
      if (payload.length <= allowed) {
        return payload;
      }
    }
    return new byte[0];
  }

  private static Pairs dearest(List<Item> items, List<Integer> order, long allowed) {
    Map<Integer, Item> chosen = new TreeMap<>();
    long left = allowed;
    for (int number : order) {
      Item item = items.get(number);
      left -= item.path().length + item.basePath().length + ITEM_LENGTH + ITEM_LENGTH;
      if (left < 0) {
        break;
      }
      chosen.put(number, item);
    }
    return new Pairs(chosen);
  }

  private byte[] toBytes() {
    if (items.isEmpty()) {
      return new byte[0];
    }
    PayloadWriter out = new PayloadWriter().number(items.size());
    int next = 0;
    for (Map.Entry<Integer, Item> entry : items.entrySet()) {
      Item item = entry.getValue();
      out.number(entry.getKey() - next).bytes(item.path()).number(item.reason().code());
      if (hasBasePath(item.reason())) {
        out.bytes(item.basePath());
      }
      next = entry.getKey() + 1;
    }
    byte[] decoded = out.toBytes();
    try (ZstdCompressCtx zstd = new ZstdCompressCtx()) {
      zstd.setLevel(LEVEL).setContentSize(false).setChecksum(false).setDictID(false);
      return new PayloadWriter().number(decoded.length).bytes(zstd.compress(decoded)).toBytes();
    }
  }

  private static boolean hasBasePath(PairReason reason) {
    return reason != PairReason.NONE && reason != PairReason.PATH;
  }

  /**
   * Parses the section's payload.
   *
   * @param payload its bytes
   * @param contentCount new contents of the delta, within the limits
   * @return the items
   * @throws IOException if it is damaged
   */
  public static Pairs parse(byte[] payload, long contentCount) throws IOException {
    PayloadReader in = new PayloadReader(decode(payload), SectionType.PAIRS);
    long count = in.number("number of contents", contentCount);
    Map<Integer, Item> items = new TreeMap<>();
    long next = 0;
    for (long i = 0; i < count; i++) {
      long number = next + in.number("number of a content", contentCount - 1);
      if (number >= contentCount) {
        throw in.corrupt("number of a content too large");
      }
      byte[] path = in.bytes();
      PairReason reason = PairReason.ofCode(in.number());
      if (reason == null) {
        throw in.corrupt("unknown reason of a pair");
      }
      byte[] basePath = hasBasePath(reason) ? in.bytes() : new byte[0];
      items.put((int) number, new Item(path, reason, basePath));
      next = number + 1;
    }
    in.end();
    return new Pairs(items);
  }

  private static byte[] decode(byte[] payload) throws IOException {
    PayloadReader in = new PayloadReader(payload, SectionType.PAIRS);
    long length = in.number("decoded length", MAX_LENGTH);
    byte[] coded = in.bytes();
    in.end();
    if (!ZstdFrames.isOne(coded)) {
      throw in.corrupt("pairs are not one zstd frame");
    }
    try (ZstdDecompressCtx zstd = new ZstdDecompressCtx()) {
      byte[] decoded = zstd.decompress(coded, (int) length);
      if (decoded.length != length) {
        throw in.corrupt("pairs have a wrong length");
      }
      return decoded;
    } catch (ZstdException e) {
      throw new CorruptDataException("delta is damaged: zstd, section=PAIRS", e);
    }
  }
}
