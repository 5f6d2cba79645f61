package dev.silt.cli.demo;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.OptionalLong;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Looks at a rebuilt oci-archive without Silt's help. */
public final class ArchiveCheck {

  private static final String BLOBS = "blobs/sha256/";

  private ArchiveCheck() {}

  /**
   * Checks that every blob has the digest that it is named by, and that the image's config is one
   * of them; the config names all layers' contents by their digests.
   *
   * @param archive the rebuilt archive
   * @param imageId the image ID it must have, {@code sha256:...}
   * @return number of blobs, or empty if something is not as it must be
   * @throws IOException if it cannot be read
   */
  public static OptionalLong blobCount(Path archive, String imageId) throws IOException {
    boolean found = false;
    long count = 0;
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new BufferedInputStream(Files.newInputStream(archive), 1 << 16))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (!entry.isFile() || !entry.getName().startsWith(BLOBS)) {
          continue;
        }
        MessageDigest digest = Sha256.create();
        new DigestInputStream(tar, digest).transferTo(OutputStream.nullOutputStream());
        String actual = HexFormat.of().formatHex(digest.digest());
        if (!entry.getName().equals(BLOBS + actual)) {
          return OptionalLong.empty();
        }
        found |= imageId.equals("sha256:" + actual);
        count++;
      }
    }
    return found ? OptionalLong.of(count) : OptionalLong.empty();
  }
}
