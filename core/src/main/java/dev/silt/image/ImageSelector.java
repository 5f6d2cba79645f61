package dev.silt.image;

import dev.silt.error.InvalidImageException;
import dev.silt.hash.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses one of an archive's images. */
final class ImageSelector {

  private static final int LISTED = 20;

  private final String archive;
  private final List<? extends Candidate> candidates;

  ImageSelector(String archive, List<? extends Candidate> candidates) {
    this.archive = archive;
    this.candidates = candidates;
  }

  /**
   * Chooses by platform and name.
   *
   * @param platform null for the only one, else linux on this machine's architecture
   * @param reference a name, a manifest's digest or an image ID; null for the only one
   * @throws InvalidImageException if none or several are left; it lists the choices
   */
  Candidate select(@Nullable Platform platform, @Nullable String reference) throws IOException {
    List<Candidate> images = images();
    if (images.isEmpty()) {
      throw fail("no image in the archive", "the archive lists", candidates);
    }
    if (reference != null) {
      List<Candidate> named = withReference(images, reference);
      if (named.isEmpty()) {
        throw fail("no image of that name: expected=" + reference, "there are", images);
      }
      images = named;
    }
    if (platform != null) {
      List<Candidate> fitting = withPlatform(images, platform);
      if (fitting.isEmpty()) {
        throw fail("no image for that platform: expected=" + platform, "there are", images);
      }
      images = fitting;
    } else if (!isOneImage(images)) {
      List<Candidate> fitting = withPlatform(images, Platform.host());
      images = fitting.isEmpty() ? images : fitting;
    }
    if (!isOneImage(images)) {
      throw fail("several images, choose one by platform or name", "there are", images);
    }
    return images.get(0);
  }

  /** {@return the image with this ID, or null} */
  @Nullable Candidate selectById(Digest id) throws IOException {
    for (Candidate image : images()) {
      if (image.id().equals(id)) {
        return image;
      }
    }
    return null;
  }

  List<Digest> ids() throws IOException {
    List<Digest> ids = new ArrayList<>();
    for (Candidate image : images()) {
      if (!ids.contains(image.id())) {
        ids.add(image.id());
      }
    }
    return ids;
  }

  private List<Candidate> images() throws IOException {
    List<Candidate> images = new ArrayList<>();
    for (Candidate candidate : candidates) {
      if (candidate.isPresent() && candidate.isImage()) {
        images.add(candidate);
      }
    }
    return images;
  }

  private static List<Candidate> withReference(List<Candidate> images, String reference)
      throws IOException {
    List<Candidate> exact = new ArrayList<>();
    List<Candidate> alike = new ArrayList<>();
    for (Candidate image : images) {
      if (image.names().contains(reference)
          || image.id().toString().equals(reference)
          || String.valueOf(image.manifestDigest()).equals(reference)) {
        exact.add(image);
      } else if (ImageNames.matches(image.names(), reference)) {
        alike.add(image);
      }
    }
    return exact.isEmpty() ? alike : exact;
  }

  private static List<Candidate> withPlatform(List<Candidate> images, Platform platform)
      throws IOException {
    List<Candidate> fitting = new ArrayList<>();
    for (Candidate image : images) {
      if (platform.accepts(image.platform())) {
        fitting.add(image);
      }
    }
    return fitting;
  }

  private static boolean isOneImage(List<Candidate> images) throws IOException {
    for (Candidate image : images) {
      if (!image.id().equals(images.get(0).id())) {
        return false;
      }
    }
    return true;
  }

  private InvalidImageException fail(
      String problem, String intro, List<? extends Candidate> choices) throws IOException {
    StringBuilder text = new StringBuilder(archive).append(": ").append(problem);
    text.append("; ").append(intro).append(':');
    if (choices.isEmpty()) {
      text.append(" none");
    }
    for (Candidate choice : choices.subList(0, Math.min(LISTED, choices.size()))) {
      boolean present = choice.isPresent() && choice.isImage();
      Platform platform = present ? choice.platform() : choice.declaredPlatform();
      text.append(' ').append(choice.names().isEmpty() ? "(unnamed)" : choice.names());
      text.append(platform == null ? "" : " " + platform);
      text.append(present ? " " + choice.id() : absence(choice)).append(';');
    }
    text.append(choices.size() > LISTED ? " and more" : "");
    return new InvalidImageException(text.toString().replaceAll("[:;]$", ""));
  }

  private static String absence(Candidate choice) throws IOException {
    return choice.isPresent() ? " (not an image)" : " (not in the archive)";
  }
}
