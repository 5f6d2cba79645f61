package dev.silt.image;

import dev.silt.error.CorruptDataException;
import dev.silt.error.InvalidImageException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.io.ByteSource;
import java.io.IOException;
import java.util.HexFormat;

/**
 * The blobs of an OCI layout.
 *
 * @param files where they are
 * @param limits bounds documents
 */
record Blobs(FileSet files, Limits limits) {

  boolean has(Descriptor descriptor) throws IOException {
    return files.find(descriptor.blobName()) != null;
  }

  /**
   * Finds a blob; its length is the descriptor's, its digest not yet checked.
   *
   * @param what the blob, for messages
   */
  ByteSource find(Descriptor descriptor, String what) throws IOException {
    ByteSource source = files.find(descriptor.blobName());
    if (source == null) {
      throw missing(descriptor, what);
    }
    if (source.length() != descriptor.length()) {
      throw new CorruptDataException(
          what
              + ": blob length is not the descriptor's: expected="
              + descriptor.length()
              + ", actual="
              + source.length()
              + ", digest="
              + descriptor.digest());
    }
    return source;
  }

  /** Reads a JSON document; its length and digest are the descriptor's. */
  byte[] readDocument(Descriptor descriptor, String what) throws IOException {
    LimitExceededException.check(
        what + " " + descriptor.digest(),
        descriptor.length(),
        limits.documentLength(),
        "documentLength");
    byte[] bytes = find(descriptor, what).readAll();
    byte[] actual = descriptor.digest().newMessageDigest().digest(bytes);
    if (!descriptor.digest().matches(actual)) {
      throw new CorruptDataException(
          what
              + ": digest is wrong: expected="
              + descriptor.digest()
              + ", actual="
              + HexFormat.of().formatHex(actual));
    }
    return bytes;
  }

  private static InvalidImageException missing(Descriptor descriptor, String what) {
    boolean foreign =
        MediaTypes.isNonDistributable(descriptor.mediaType()) || !descriptor.urls().isEmpty();
    return new InvalidImageException(
        what
            + ": blob is not in the archive: expected="
            + descriptor.digest()
            + ", media type="
            + descriptor.mediaType()
            + (foreign
                ? "; it is a non-distributable layer, add it to the archive (urls: "
                    + descriptor.urls()
                    + ")"
                : " (an archive of some platforms only, or an incomplete copy?)"));
  }
}
