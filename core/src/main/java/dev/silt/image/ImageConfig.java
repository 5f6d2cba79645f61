package dev.silt.image;

import dev.silt.error.InvalidImageException;
import dev.silt.hash.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The parts of an image's config that matter here. Immutable.
 *
 * @param platform what the image runs on; {@code unknown} where the config does not say
 * @param diffIds of the layers, in order
 */
public record ImageConfig(Platform platform, List<Digest> diffIds) {

  private static final Set<String> KEYS = Set.of("os", "architecture", "variant", "rootfs");
  private static final Set<String> ROOTFS_KEYS = Set.of("type", "diff_ids");

  /**
   * Reads a config.
   *
   * @param what names it in messages
   * @param bytes its JSON
   * @return the parts
   * @throws IOException if it is malformed or no image's config
   */
  public static ImageConfig parse(String what, byte[] bytes) throws IOException {
    String[] parts = {"unknown", "unknown", "", ""};
    List<Digest> diffIds = new ArrayList<>();
    Json.parse(
        what,
        bytes,
        json -> {
          json.object(
              KEYS,
              key -> {
                switch (key) {
                  case "os" -> parts[0] = json.string();
                  case "architecture" -> parts[1] = json.string();
                  case "variant" -> parts[2] = json.string();
                  case "rootfs" -> readRootfs(json, parts, diffIds);
                  default -> throw new AssertionError(key);
                }
              });
          return diffIds;
        });
    if (!parts[3].equals("layers")) {
      throw new InvalidImageException(
          what + ": not an image's config: expected=rootfs of type layers, actual=" + parts[3]);
    }
    return new ImageConfig(new Platform(parts[0], parts[1], parts[2]), List.copyOf(diffIds));
  }

  private static void readRootfs(Json json, String[] parts, List<Digest> diffIds)
      throws IOException {
    json.object(
        ROOTFS_KEYS,
        key -> {
          if (key.equals("type")) {
            parts[3] = json.string();
          } else {
            for (String text : json.strings()) {
              diffIds.add(Digest.parse(text));
            }
          }
        });
  }
}
