package dev.silt.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Docker archives with uncompressed layers. Stateless. */
final class DockerForm {

  private DockerForm() {}

  /**
   * Lays out an image.
   *
   * @param image what
   * @param skopeo as skopeo does it, else as {@code docker save} did until 2023
   * @return the archive's files
   */
  static FileSet files(ImageBytes image, boolean skopeo) {
    FileSet files = new FileSet();
    List<String> layers = new ArrayList<>();
    Map<String, String> first = new HashMap<>();
    String parent = "";
    for (LayerBytes layer : image.layers()) {
      String diffId = layer.diffId().substring(7);
      if (skopeo) {
        layers.add(diffId + ".tar");
        files.put(diffId + ".tar", layer.tar());
        continue;
      }
      parent = Bytes.sha256(Bytes.latin1(parent + diffId));
      String name = parent + "/layer.tar";
      layers.add(name);
      files.put(parent + "/VERSION", "1.0").put(parent + "/json", "{\"id\":\"" + parent + "\"}");
      String earlier = first.putIfAbsent(diffId, name);
      if (earlier == null) {
        files.put(name, layer.tar());
      } else {
        files.link(name, "../" + earlier);
      }
    }
    String config = image.id().substring(7) + ".json";
    files.put(config, image.config());
    files.put("manifest.json", manifest(config, image.names(), layers));
    if (!skopeo && !parent.isEmpty()) {
      files.put("repositories", "{\"example.org/app\":{\"1\":\"" + parent + "\"}}\n");
    }
    return files;
  }

  static String manifest(String config, List<String> names, List<String> layers) {
    return "[{\"Config\":\""
        + config
        + "\",\"RepoTags\":"
        + list(names)
        + ",\"Layers\":"
        + list(layers)
        + "}]\n";
  }

  private static String list(List<String> values) {
    return values.isEmpty() ? "null" : "[\"" + String.join("\",\"", values) + "\"]";
  }
}
