package dev.silt.delta;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Paths of some new contents, so that a delta can say where its bytes go without the base.
 *
 * @param paths by number of the content, dearest first
 */
public record Names(Map<Integer, byte[]> paths) {

  /**
   * Chooses the dearest contents whose paths fit.
   *
   * @param paths of all new contents; empty where there is none
   * @param costs of all new contents; may be shorter
   * @param allowed bytes that the choice may take
   * @return the chosen paths
   */
  public static Names dearest(List<byte[]> paths, long[] costs, long allowed) {
    Map<Integer, byte[]> chosen = new LinkedHashMap<>();
    List<Integer> order =
        IntStream.range(0, costs.length)
            .boxed()
            .sorted(Comparator.comparingLong((Integer i) -> costs[i]).reversed())
            .toList();
    long left = allowed;
    for (int number : order) {
      left -= paths.get(number).length + 4;
      if (left < 0) {
        break;
      }
      chosen.put(number, paths.get(number));
    }
    return new Names(chosen);
  }

  /** {@return the section's payload; empty if there is no path} */
  public byte[] toBytes() {
    if (paths.isEmpty()) {
      return new byte[0];
    }
    PayloadWriter out = new PayloadWriter().number(paths.size());
    paths.forEach((number, path) -> out.number(number).bytes(path));
    return out.toBytes();
  }

  /**
   * Parses the section's payload.
   *
   * @param payload its bytes
   * @param contentCount new contents of the delta, within the limits
   * @return the paths
   * @throws IOException if it is damaged
   */
  public static Names parse(byte[] payload, long contentCount) throws IOException {
    PayloadReader in = new PayloadReader(payload, SectionType.NAMES);
    long count = in.number("number of names", contentCount);
    Map<Integer, byte[]> paths = new LinkedHashMap<>();
    for (long i = 0; i < count; i++) {
      int number = (int) in.number("number of a content", contentCount - 1);
      if (paths.put(number, in.bytes()) != null) {
        throw in.corrupt("a content has two names");
      }
    }
    in.end();
    return new Names(paths);
  }

  /** {@return numbers of the named contents, dearest first} */
  public List<Integer> numbers() {
    return new ArrayList<>(paths.keySet());
  }
}
