package dev.silt.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The demo's layers: a base with parts of this machine's Java runtime, the libraries as jars, the
 * application as class files (some of the jars, unpacked) with a configuration and a script.
 */
final class AppLayers {

  private static final Instant BASE_TIME = Instant.parse("2025-09-01T00:00:00Z");
  private static final Set<String> RUNTIME_PARTS = Set.of("bin", "conf", "lib", "release");
  private static final long RUNTIME_FILE_LENGTH = 2 << 20;
  private static final List<String> UNPACKED =
      List.of(
          "spring-boot-actuator-autoconfigure-",
          "spring-context-",
          "spring-data-jpa-",
          "spring-web-",
          "spring-webmvc-");

  private AppLayers() {}

  /** {@return the layer that both images share} */
  static Layer base(Path blob) throws IOException {
    try (LayerWriter layer = new LayerWriter(blob, BASE_TIME)) {
      layer.file("etc/group", 0644, text("root:x:0:\napp:x:1000:\n"));
      layer.file(
          "etc/passwd",
          0644,
          text("root:x:0:0:root:/root:/bin/sh\napp:x:1000:1000::/app:/bin/sh\n"));
      layer.file("etc/os-release", 0644, text("ID=silt-demo\nNAME=\"Silt demo\"\n"));
      layer.symbolicLink("usr/bin/java", "../lib/jvm/bin/java");
      Path runtime = Path.of(System.getProperty("java.home"));
      for (Path file : runtimeFiles(runtime)) {
        String name = runtime.relativize(file).toString().replace('\\', '/');
        layer.file(
            "usr/lib/jvm/" + name, name.startsWith("bin/") ? 0755 : 0644, Files.readAllBytes(file));
      }
      return layer.finish("Java runtime");
    }
  }

  /** {@return the layer of the libraries that stay jars} */
  static Layer libraries(Path blob, Release release, List<Path> jars) throws IOException {
    try (LayerWriter layer = new LayerWriter(blob, release.built())) {
      for (Path jar : jars) {
        if (!unpacked(jar)) {
          layer.file("app/lib/" + jar.getFileName(), 0644, Files.readAllBytes(jar));
        }
      }
      return layer.finish("libraries");
    }
  }

  /** {@return the layer of class files, configuration and script} */
  static Layer application(Path blob, Release release, List<Path> jars) throws IOException {
    try (LayerWriter layer = new LayerWriter(blob, release.built())) {
      layer.file("app/bin/start.sh", 0755, text(script(jars)));
      for (Path jar : jars) {
        if (unpacked(jar)) {
          unpack(jar, layer);
        }
      }
      layer.file("app/config/application.yaml", 0644, text(configuration(release)));
      return layer.finish("application");
    }
  }

  /** The smaller files: the whole runtime would only make the demo slower. */
  private static List<Path> runtimeFiles(Path runtime) throws IOException {
    try (Stream<Path> files = Files.walk(runtime, 3)) {
      return files
          .filter(Files::isRegularFile)
          .filter(Files::isReadable)
          .filter(file -> RUNTIME_PARTS.contains(runtime.relativize(file).getName(0).toString()))
          .filter(file -> file.toFile().length() <= RUNTIME_FILE_LENGTH)
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean unpacked(Path jar) {
    String name = jar.getFileName().toString();
    return UNPACKED.stream()
        .anyMatch(
            prefix -> name.startsWith(prefix) && Character.isDigit(name.charAt(prefix.length())));
  }

  private static void unpack(Path jar, LayerWriter layer) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      List<? extends ZipEntry> entries =
          zip.stream().sorted(Comparator.comparing(ZipEntry::getName)).toList();
      for (ZipEntry entry : entries) {
        if (!entry.isDirectory() && !entry.getName().startsWith("META-INF/")) {
          try (InputStream content = zip.getInputStream(entry)) {
            layer.file("app/classes/" + entry.getName(), 0644, content.readAllBytes());
          }
        }
      }
    }
  }

  private static String script(List<Path> jars) {
    return jars.stream()
        .filter(jar -> !unpacked(jar))
        .map(jar -> "CLASSPATH=$CLASSPATH:/app/lib/" + jar.getFileName() + "\n")
        .collect(
            Collectors.joining(
                "",
                "#!/bin/sh\nset -eu\nCLASSPATH=/app/classes:/app/config\n",
                "export CLASSPATH\nexec java ${JAVA_OPTS:-} org.example.Application \"$@\"\n"));
  }

  private static String configuration(Release release) {
    return """
    app:
      release: %s
      built: %s
    server:
      port: 8080
      shutdown: graceful
    spring:
      datasource:
        url: jdbc:postgresql://db:5432/app
      jpa:
        open-in-view: false
    management:
      endpoints:
        web:
          exposure:
            include: health,info,metrics
    """
        .formatted(release.version(), release.built());
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
