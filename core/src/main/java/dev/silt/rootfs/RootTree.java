package dev.silt.rootfs;

import dev.silt.error.Limits;
import dev.silt.hash.Digest;
import dev.silt.io.ByteSource;
import dev.silt.progress.Phase;
import dev.silt.progress.ProgressListener;
import dev.silt.progress.ProgressMeter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * An extracted root file system, seen as an image of one layer: the canonical tar of the tree, as
 * docs/format.md defines it. Opening lists the tree; contents are read from their files when they
 * are asked for. Nothing may change the tree meanwhile; what does is noticed. Memory: some 150
 * bytes an entry. Safe for several threads until it is closed.
 */
public final class RootTree implements Closeable {

  /** The directory in a root that belongs to updates in place, and is no part of the tree. */
  public static final String STAGE_NAME = ".silt-update";

  private static final int PIECE_LENGTH = 1 << 18;

  private final OpenFiles files;
  private final TreeTar tar;
  private final String lastChange;

  private RootTree(OpenFiles files, TreeTar tar, String lastChange) {
    this.files = files;
    this.tar = tar;
    this.lastChange = lastChange;
  }

  /**
   * Lists a tree.
   *
   * @param root its directory
   * @param limits how many entries and bytes it may have
   * @return the tree
   * @throws dev.silt.error.UnsupportedFormatException if the system is not Unix
   * @throws dev.silt.error.InputChangedException if something vanishes meanwhile
   * @throws IOException if something cannot be read
   */
  public static RootTree open(Path root, Limits limits) throws IOException {
    Path top = root.toRealPath();
    TreeWalk walk = TreeWalk.of(top, limits);
    OpenFiles files = new OpenFiles(top);
    return new RootTree(files, TreeTar.of(walk.nodes(), files, limits), walk.lastChange());
  }

  /** {@return the canonical tar} */
  public ByteSource tar() {
    return tar;
  }

  /**
   * {@return the canonical tar with zeros for contents: the same entries at the same offsets, and
   * no file is opened}
   */
  public ByteSource headers() {
    return tar.withoutContents();
  }

  /**
   * Digests the canonical tar: reads all files once.
   *
   * @param listener hears of {@link Phase#IDENTIFY}
   * @return its SHA-256
   * @throws dev.silt.error.InputChangedException if a file is not what it was
   * @throws IOException if a file cannot be read
   */
  public Digest digest(ProgressListener listener) throws IOException {
    ProgressMeter meter = ProgressMeter.start(listener, Phase.IDENTIFY, tar.length());
    MessageDigest digest = Digest.newSha256();
    byte[] piece = new byte[PIECE_LENGTH];
    long at = 0;
    for (int n; (n = tar.read(at, piece, 0, piece.length)) >= 0; at += n) {
      digest.update(piece, 0, n);
      meter.add(n);
    }
    meter.finish();
    return Digest.ofSha256(digest.digest());
  }

  /**
   * The config that names the tree.
   *
   * @param diffId what {@link #digest} gave
   * @return the document
   */
  public static byte[] config(Digest diffId) {
    return ("{\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"" + diffId + "\"]}}")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** {@return which path was changed last and when, for people} */
  public String lastChange() {
    return lastChange;
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
