package dev.silt.image;

import dev.silt.error.CorruptDataException;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * One image in the manifest.json of a docker-archive. Immutable.
 *
 * @param config name of the config file in the archive
 * @param repoTags the image's names
 * @param layers names of the layer files in the archive
 */
record DockerManifest(String config, List<String> repoTags, List<String> layers) {

  static final String FILE_NAME = "manifest.json";

  private static final Set<String> KEYS = Set.of("Config", "RepoTags", "Layers");

  static List<DockerManifest> parse(String what, byte[] bytes) throws IOException {
    return Json.parse(what, bytes, json -> json.list(each -> read(each, what)));
  }

  private static DockerManifest read(Json json, String what) throws IOException {
    Builder builder = new Builder();
    json.object(
        KEYS,
        key -> {
          switch (key) {
            case "Config" -> builder.config = json.string();
            case "RepoTags" -> builder.repoTags = json.strings();
            case "Layers" -> builder.layers = json.strings();
            default -> throw new AssertionError(key);
          }
        });
    if (builder.config.isEmpty()) {
      throw new CorruptDataException(what + ": image without a Config");
    }
    return new DockerManifest(builder.config, builder.repoTags, builder.layers);
  }

  /** What has been read so far. */
  private static final class Builder {
    String config = "";
    List<String> repoTags = List.of();
    List<String> layers = List.of();
  }
}
