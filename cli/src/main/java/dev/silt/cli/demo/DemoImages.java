package dev.silt.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A pair of oci-archives, one release of an application apart.
 *
 * @param base the base image's file
 * @param target the target image's file
 * @param baseId the base's image ID, {@code sha256:...}
 * @param targetId the target's image ID
 */
public record DemoImages(Path base, Path target, String baseId, String targetId) {

  /** What the pair is, for people. */
  public static final String TITLE =
      "a Spring Boot application, release "
          + Release.BASE.version()
          + " to "
          + Release.TARGET.version();

  /**
   * Gets the jars of both images through Maven.
   *
   * @param directory where to work
   * @return how many bytes of jars the two images have
   * @throws IOException if Maven cannot get them
   * @throws InterruptedException if this thread was interrupted
   */
  public static long fetch(Path directory) throws IOException, InterruptedException {
    MavenJars jars = jars(directory);
    jars.fetch(List.of(Release.BASE, Release.TARGET));
    long length = 0;
    for (Release release : List.of(Release.BASE, Release.TARGET)) {
      for (Path jar : jars.of(release)) {
        length += Files.size(jar);
      }
    }
    return length;
  }

  /**
   * Makes the images from the jars.
   *
   * @param directory where the jars were fetched to
   * @return the pair
   * @throws IOException if a file cannot be read or written
   */
  public static DemoImages make(Path directory) throws IOException {
    Path blobs = Files.createDirectories(directory.resolve("layers"));
    Layer shared = AppLayers.base(blobs.resolve("base.tar.gz"));
    Path base = directory.resolve("base.oci.tar");
    Path target = directory.resolve("target.oci.tar");
    String baseId = make(directory, base, shared, Release.BASE);
    String targetId = make(directory, target, shared, Release.TARGET);
    return new DemoImages(base, target, baseId, targetId);
  }

  private static String make(Path directory, Path file, Layer shared, Release release)
      throws IOException {
    List<Path> jars = jars(directory).of(release);
    Path blobs = directory.resolve("layers");
    List<Layer> layers = new ArrayList<>(List.of(shared));
    String prefix = release.version();
    layers.add(AppLayers.libraries(blobs.resolve(prefix + "-lib.tar.gz"), release, jars));
    layers.add(AppLayers.application(blobs.resolve(prefix + "-app.tar.gz"), release, jars));
    String name = "example.org/app:" + release.version();
    return "sha256:" + ImageFile.write(file, name, release, layers);
  }

  private static MavenJars jars(Path directory) {
    return new MavenJars(directory.resolve("maven"));
  }
}
