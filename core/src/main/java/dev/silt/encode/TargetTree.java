package dev.silt.encode;

import dev.silt.delta.NodeType;
import dev.silt.delta.TreePart;
import dev.silt.error.Limits;
import dev.silt.error.SiltException;
import dev.silt.error.UnsupportedFormatException;
import dev.silt.hash.Digest;
import dev.silt.io.ByteSource;
import dev.silt.io.Spool;
import dev.silt.io.WorkFiles;
import dev.silt.scan.LayerScan;
import dev.silt.tar.SparseContent;
import dev.silt.tar.TarCodec;
import dev.silt.tar.TarEntry;
import dev.silt.tar.TarReader;
import dev.silt.tree.FlatTree;
import dev.silt.tree.TreeBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * The target as a root file system, with the contents of its files. Immutable, safe for several
 * threads.
 */
final class TargetTree {

  private static final int NONE = -1;

  private final FlatTree tree;
  private final List<ByteSource> contents = new ArrayList<>();
  private final List<Digest> digests = new ArrayList<>();

  private TargetTree(FlatTree tree) {
    this.tree = tree;
  }

  /**
   * Flattens a target.
   *
   * @param layers all of its layers, contents kept and digested
   * @param limits what they may ask for
   * @param work where sparse files go
   * @return the tree
   * @throws SiltException if it is none that a file system can have
   */
  static TargetTree of(List<LayerScan> layers, Limits limits, WorkFiles work) throws IOException {
    TreeBuilder builder = TreeBuilder.create(limits);
    for (int i = 0; i < layers.size(); i++) {
      int file = 0;
      for (TarEntry entry : layers.get(i).entries()) {
        boolean data = entry.dataLength() > 0;
        builder.add(entry, null, (long) i << Integer.SIZE | (data ? file++ : 0xFFFFFFFFL));
      }
      builder.endLayer();
    }
    FlatTree flat = builder.build();
    if (flat.find(TreePart.STAGE_NAME.getBytes(StandardCharsets.US_ASCII)) != FlatTree.NONE) {
      throw new UnsupportedFormatException(
          "the target has /" + TreePart.STAGE_NAME + ", which belongs to updates in place");
    }
    TargetTree target = new TargetTree(flat);
    for (int node = 0; node < flat.count(); node++) {
      target.addContent(node, layers, limits, work);
    }
    return target;
  }

  private void addContent(int node, List<LayerScan> layers, Limits limits, WorkFiles work)
      throws IOException {
    int first = tree.firstLink(node);
    TarEntry entry = tree.entry(node);
    ByteSource content = ByteSource.of(new byte[0]);
    Digest digest = EMPTY;
    if (first != node) {
      content = contents.get(first);
      digest = digests.get(first);
    } else if (TreeNodes.type(entry) == NodeType.FILE) {
      LayerScan layer = layers.isEmpty() ? null : layers.get((int) (tree.location(node) >>> 32));
      int file = (int) tree.location(node);
      if (layer != null && entry.isSparse()) {
        Spool spool = work.newSpool();
        digest = expand(entry, file == NONE ? content : layer.content(file), limits, spool);
        content = spool;
      } else if (layer != null && file != NONE) {
        content = layer.content(file);
        digest = layer.digest(file);
      }
    }
    contents.add(content);
    digests.add(digest);
  }

  private static final Digest EMPTY = Digest.sha256(new byte[0]);

  /** Writes a sparse file as it would be on disk. */
  private static Digest expand(TarEntry entry, ByteSource data, Limits limits, Spool spool)
      throws IOException {
    MessageDigest sha256 = Digest.newSha256();
    InputStream tar =
        new SequenceInputStream(
            new SequenceInputStream(
                new ByteArrayInputStream(TarCodec.render(entry, limits)), data.open()),
            new ByteArrayInputStream(new byte[1536]));
    TarReader reader = TarReader.openListing(tar, limits);
    TarEntry again = reader.next();
    if (again == null) {
      throw new IllegalStateException("a header of its own");
    }
    try (OutputStream out = new DigestOutputStream(new Unclosed(spool), sha256)) {
      SparseContent.write(reader, again, limits, out);
    }
    return Digest.ofSha256(sha256.digest());
  }

  /** The spool is closed with the work files. */
  private static final class Unclosed extends OutputStream {
    private final Spool spool;

    Unclosed(Spool spool) {
      this.spool = spool;
    }

    @Override
    public void write(int b) throws IOException {
      spool.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      spool.write(bytes, from, count);
    }

    @Override
    public void close() throws IOException {
      spool.flush();
    }
  }

  FlatTree tree() {
    return tree;
  }

  /** {@return a file's content} */
  ByteSource content(int node) {
    return contents.get(node);
  }

  /** {@return digest of a file's content} */
  Digest digest(int node) {
    return digests.get(node);
  }
}
