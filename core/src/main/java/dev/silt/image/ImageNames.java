package dev.silt.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names of images: how archives carry them and when two mean the same. */
final class ImageNames {

  /** What skopeo and podman write: a whole name, or a tag. */
  static final String REF_NAME = "org.opencontainers.image.ref.name";

  /** What docker and containerd write: a whole name with its domain. */
  static final String CONTAINERD_NAME = "io.containerd.image.name";

  private static final int LENGTH_ALLOWED = 400;
  private static final Pattern TAGGED =
      Pattern.compile(
          "(?:[a-zA-Z0-9][a-zA-Z0-9.-]*(?::[0-9]+)?/)?"
              + "[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*"
              + ":[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

  private ImageNames() {}

  /** The names that an index gives to one of its manifests. */
  static List<String> of(Map<String, String> annotations) {
    String containerd = annotations.get(CONTAINERD_NAME);
    String ref = annotations.get(REF_NAME);
    List<String> names = new ArrayList<>();
    if (ref != null && !ref.isEmpty() && !isTagOf(ref, containerd)) {
      names.add(ref);
    }
    if (containerd != null && !containerd.isEmpty()) {
      addNew(names, containerd);
    }
    return names;
  }

  /** The annotations of an index's entries for one manifest with these names; at least one. */
  static List<Map<String, String>> toAnnotations(List<String> names) {
    List<Map<String, String>> all = new ArrayList<>();
    for (String name : names) {
      all.add(
          isTagged(name) && name.indexOf('/') >= 0
              ? Map.of(REF_NAME, name, CONTAINERD_NAME, normalize(name))
              : Map.of(REF_NAME, name));
    }
    return all.isEmpty() ? List.of(Map.of()) : all;
  }

  private static boolean isTagOf(String tag, @Nullable String name) {
    return name != null && name.endsWith(":" + tag) && tag.indexOf('/') < 0;
  }

  /** Adds a name unless one that means the same is there. */
  static void addNew(List<String> names, String name) {
    String normal = normalize(name);
    if (names.stream().noneMatch(each -> normalize(each).equals(normal))) {
      names.add(name);
    }
  }

  /** Whether the name is a repository with a tag, so that docker takes it. */
  static boolean isTagged(String name) {
    return name.length() <= LENGTH_ALLOWED && TAGGED.matcher(name).matches();
  }

  /** The form with domain and tag, as docker understands short names. */
  static String normalize(String name) {
    int slash = name.indexOf('/');
    String first = slash < 0 ? "" : name.substring(0, slash);
    boolean domain =
        first.indexOf('.') >= 0
            || first.indexOf(':') >= 0
            || first.equals("localhost")
            || !first.equals(first.toLowerCase(Locale.ROOT));
    String rest = domain ? name.substring(slash + 1) : name;
    String host = !domain || first.equals("index.docker.io") ? "docker.io" : first;
    if (host.equals("docker.io") && rest.indexOf('/') < 0) {
      rest = "library/" + rest;
    }
    boolean tagged = rest.indexOf(':', rest.lastIndexOf('/') + 1) >= 0 || rest.indexOf('@') >= 0;
    return host + "/" + rest + (tagged ? "" : ":latest");
  }

  /** Whether one of the names is what the user asked for. */
  static boolean matches(List<String> names, String wanted) {
    String normal = normalize(wanted);
    return names.stream().anyMatch(each -> each.equals(wanted) || normalize(each).equals(normal));
  }
}
