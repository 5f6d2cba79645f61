package dev.silt.image;

import dev.silt.hash.Digest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An image that an archive offers; documents are read, and verified, when they are needed. */
interface Candidate {

  List<String> names();

  /** {@return the manifest's digest, or null where there is no manifest} */
  @Nullable Digest manifestDigest();

  /** Whether the manifest is in the archive; an index may list more than there is. */
  boolean isPresent() throws IOException;

  /** Whether it is an image at all and not another artifact; only if present. */
  boolean isImage() throws IOException;

  /** {@return the config's digest; only if present} */
  Digest id() throws IOException;

  /** {@return what the index says, else what the config says; only if present} */
  Platform platform() throws IOException;

  /** {@return what the index says, or null} */
  @Nullable Platform declaredPlatform();

  /** Reads config and manifest, finds the layers. */
  Image open() throws IOException;
}
