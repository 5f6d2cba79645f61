package dev.silt.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Gets the jars of the demo's application through the installed Maven: from its local repository if
 * all are there, else from where the user's settings say.
 */
final class MavenJars {

  private static final String GOAL =
      "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies";
  private static final List<String> STARTERS =
      List.of(
          "org.springframework.boot:spring-boot-starter-web",
          "org.springframework.boot:spring-boot-starter-data-jpa",
          "org.springframework.boot:spring-boot-starter-actuator",
          "org.postgresql:postgresql");
  private static final String ERROR = "[ERROR]";
  private static final int LOG_TAIL = 4096;

  private final Path directory;

  /**
   * Prepares to work in a directory.
   *
   * @param directory gets a small Maven project and the jars
   */
  MavenJars(Path directory) {
    this.directory = directory;
  }

  /**
   * Copies the jars of all releases.
   *
   * @param releases the releases
   * @throws IOException if Maven is missing or cannot get them; the message has its first error
   * @throws InterruptedException if this thread was interrupted; Maven has been ended
   */
  void fetch(List<Release> releases) throws IOException, InterruptedException {
    StringBuilder modules = new StringBuilder();
    for (Release release : releases) {
      modules.append("<module>").append(release.version()).append("</module>");
      Path module = Files.createDirectories(directory.resolve(release.version()));
      Files.writeString(module.resolve("pom.xml"), modulePom(release));
    }
    Files.writeString(
        directory.resolve("pom.xml"),
        pom("parent", "<modules>" + modules + "</modules>"),
        StandardCharsets.UTF_8);
    if (maven("-o") != 0 && maven("-U") != 0) {
      throw new IOException(
          "Maven cannot get the demo's jars (is the network away?): " + firstError());
    }
  }

  /** {@return the jars of a release, sorted by name} */
  List<Path> of(Release release) throws IOException {
    Path jars = directory.resolve(release.version()).resolve("target/dependency");
    try (Stream<Path> files = Files.list(jars)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private int maven(String mode) throws IOException, InterruptedException {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    List<String> command = new ArrayList<>();
    command.add(windows ? "mvn.cmd" : "mvn");
    command.addAll(List.of("-q", "-B", mode, "-Dstyle.color=never", GOAL));
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log().toFile())
              .start();
    } catch (IOException e) {
      throw new IOException("the demo needs Maven 3.8 or newer: 'mvn' does not start", e);
    }
    try {
      process.getOutputStream().close();
      return process.waitFor();
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }

  private String firstError() throws IOException {
    String log = new String(Files.readAllBytes(log()), StandardCharsets.UTF_8);
    return log.lines()
        .filter(line -> line.startsWith(ERROR))
        .map(line -> line.substring(ERROR.length()).strip())
        .findFirst()
        .orElse(log.substring(Math.max(0, log.length() - LOG_TAIL)));
  }

  private Path log() {
    return directory.resolve("maven.log");
  }

  private static String modulePom(Release release) {
    StringBuilder body = new StringBuilder();
    body.append("<dependencyManagement><dependencies><dependency>")
        .append(coordinates("org.springframework.boot:spring-boot-dependencies"))
        .append("<version>")
        .append(release.version())
        .append("</version><type>pom</type><scope>import</scope>")
        .append("</dependency></dependencies></dependencyManagement><dependencies>");
    for (String starter : STARTERS) {
      body.append("<dependency>").append(coordinates(starter)).append("</dependency>");
    }
    return pom("app-" + release.version(), body.append("</dependencies>").toString());
  }

  private static String coordinates(String artifact) {
    int colon = artifact.indexOf(':');
    return "<groupId>"
        + artifact.substring(0, colon)
        + "</groupId><artifactId>"
        + artifact.substring(colon + 1)
        + "</artifactId>";
  }

  private static String pom(String name, String body) {
    return "<project><modelVersion>4.0.0</modelVersion><groupId>silt.demo</groupId><artifactId>"
        + name
        + "</artifactId><version>1</version><packaging>pom</packaging>"
        + body
        + "</project>\n";
  }
}
