package dev.silt.delta;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Paths of some new contents, as deltas have them that were written before there was {@link Pairs}.
 *
 * @param paths by number of the content
 */
public record Names(Map<Integer, byte[]> paths) {

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
}
