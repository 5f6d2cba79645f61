package dev.silt.image;

import dev.silt.error.InvalidImageException;
import dev.silt.error.UnsupportedFormatException;
import dev.silt.hash.Digest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Walks the index of an OCI layout, and those nested in it, and collects the images. */
final class OciIndex {

  static final String FILE_NAME = "index.json";
  static final String LAYOUT_FILE_NAME = "oci-layout";
  static final String LAYOUT_VERSION = "1.0.0";

  private static final int DEPTH_ALLOWED = 8;
  private static final int COUNT_ALLOWED = 10_000;

  private final Blobs blobs;
  private final Map<Digest, OciCandidate> candidates = new LinkedHashMap<>();
  private int count;

  private OciIndex(Blobs blobs) {
    this.blobs = blobs;
  }

  /**
   * Collects.
   *
   * @param blobs the layout
   * @param index bytes of index.json
   * @return every image listed, once, in order; attestations left out
   */
  static List<OciCandidate> collect(Blobs blobs, byte[] index) throws IOException {
    checkLayoutVersion(blobs);
    OciIndex walk = new OciIndex(blobs);
    Document document = Document.parse(FILE_NAME, index, "");
    if (!document.isIndex()) {
      throw new InvalidImageException(FILE_NAME + ": expected=an index, actual=a manifest");
    }
    walk.visit(document, List.of(), 1);
    return List.copyOf(walk.candidates.values());
  }

  private static void checkLayoutVersion(Blobs blobs) throws IOException {
    byte[] layout = blobs.files().readDocument(LAYOUT_FILE_NAME, blobs.limits());
    if (layout == null) {
      return; // some tools leave it out; nothing depends on it
    }
    String[] version = {""};
    Json.parse(
        LAYOUT_FILE_NAME,
        layout,
        json -> {
          json.object(Set.of("imageLayoutVersion"), key -> version[0] = json.string());
          return version;
        });
    if (!version[0].equals(LAYOUT_VERSION)) {
      throw new UnsupportedFormatException(
          LAYOUT_FILE_NAME
              + ": layout version not supported: expected="
              + LAYOUT_VERSION
              + ", actual="
              + version[0]);
    }
  }

  private void visit(Document index, List<String> outerNames, int depth) throws IOException {
    for (Descriptor descriptor : index.manifestsOrNone()) {
      if (++count > COUNT_ALLOWED) {
        throw new InvalidImageException("index: too many manifests: allowed=" + COUNT_ALLOWED);
      }
      List<String> names = ImageNames.of(descriptor.annotations());
      visit(descriptor, names.isEmpty() ? outerNames : names, depth);
    }
  }

  private void visit(Descriptor descriptor, List<String> names, int depth) throws IOException {
    String mediaType = descriptor.mediaType();
    if (descriptor.isAttestation() || !descriptor.artifactType().isEmpty()) {
      return;
    }
    if (mediaType.isEmpty() && blobs.has(descriptor)) {
      String what = "document " + descriptor.digest();
      byte[] bytes = blobs.readDocument(descriptor, what);
      if (Document.parse(what, bytes, "").isIndex()) {
        mediaType = MediaTypes.OCI_INDEX;
      } else {
        mediaType = MediaTypes.OCI_MANIFEST;
      }
    }
    if (MediaTypes.isManifest(mediaType)) {
      OciCandidate candidate =
          candidates.computeIfAbsent(
              descriptor.digest(), digest -> new OciCandidate(blobs, descriptor));
      names.forEach(candidate::addName);
    } else if (MediaTypes.isIndex(mediaType) && blobs.has(descriptor)) {
      visitNested(descriptor, names, depth + 1);
    }
  }

  private void visitNested(Descriptor descriptor, List<String> names, int depth)
      throws IOException {
    String what = "index " + descriptor.digest();
    if (depth > DEPTH_ALLOWED) {
      throw new InvalidImageException(what + ": nested too deep: allowed=" + DEPTH_ALLOWED);
    }
    Document nested =
        Document.parse(what, blobs.readDocument(descriptor, "index"), descriptor.mediaType());
    if (!nested.isIndex()) {
      throw new InvalidImageException(what + ": expected=an index, actual=a manifest");
    }
    visit(nested, names, depth);
  }
}
