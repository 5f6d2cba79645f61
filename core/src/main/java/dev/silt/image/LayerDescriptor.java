package dev.silt.image;

import dev.silt.hash.Digest;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A layer as a manifest names it. Immutable.
 *
 * @param mediaType one of {@link MediaTypes}
 * @param digest of the blob as it is stored
 * @param length of the blob in bytes
 * @param annotations by key, in the order of the keys
 */
public record LayerDescriptor(
    String mediaType, Digest digest, long length, Map<String, String> annotations) {

  /** Copies the annotations. */
  public LayerDescriptor {
    if (length < 0) {
      throw new IllegalArgumentException("length < 0: " + length);
    }
    annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
  }
}
