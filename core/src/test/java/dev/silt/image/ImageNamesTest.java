package dev.silt.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageNamesTest {

  @ParameterizedTest
  @CsvSource({
    "nginx, docker.io/library/nginx:latest",
    "nginx:1, docker.io/library/nginx:1",
    "me/app:1, docker.io/me/app:1",
    "docker.io/nginx, docker.io/library/nginx:latest",
    "index.docker.io/me/app, docker.io/me/app:latest",
    "localhost/app, localhost/app:latest",
    "localhost:5000/app, localhost:5000/app:latest",
    "example.org/a/b:c, example.org/a/b:c",
    "example.org/a@sha256:00, example.org/a@sha256:00",
  })
  void normalizesAsDockerDoes(String name, String expected) {
    assertThat(ImageNames.normalize(name)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a:1", "a/b:1", "example.org:5000/a/b_c__d-e.f:V1.2_3-x", "localhost/a:latest"})
  void knowsNamesWithTags(String name) {
    assertThat(ImageNames.isTagged(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "latest", "A:1", "a:", "a:.x", ":1", "a b:1", "/a:1", "a@sha256:1"})
  void knowsNamesWithoutTags(String name) {
    assertThat(ImageNames.isTagged(name)).isFalse();
    assertThat(ImageNames.isTagged(name + "x".repeat(100_000) + "\n:1")).isFalse();
  }

  @Test
  void readsTheAnnotationsOfDockerContainerdAndSkopeo() {
    String ref = ImageNames.REF_NAME;
    String containerd = ImageNames.CONTAINERD_NAME;
    assertThat(ImageNames.of(Map.of())).isEmpty();
    assertThat(ImageNames.of(Map.of(ref, "latest"))).containsExactly("latest");
    assertThat(ImageNames.of(Map.of(ref, "1", containerd, "docker.io/me/app:1")))
        .containsExactly("docker.io/me/app:1");
    assertThat(ImageNames.of(Map.of(ref, "me/app:1", containerd, "docker.io/me/app:1")))
        .containsExactly("me/app:1");
    assertThat(ImageNames.of(Map.of(ref, "other", containerd, "docker.io/me/app:1")))
        .containsExactly("other", "docker.io/me/app:1");
  }

  @Test
  void readsBackWhatItWrites() {
    for (String name : List.of("me/app:1", "docker.io/library/a:1", "latest", "a:1", "ü \"x\"")) {
      List<Map<String, String>> all = ImageNames.toAnnotations(List.of(name));
      assertThat(all).hasSize(1);
      assertThat(ImageNames.of(all.get(0))).containsExactly(name);
    }
    assertThat(ImageNames.toAnnotations(List.of())).containsExactly(Map.of());
  }
}
