package dev.silt;

import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.hash.Digest;
import dev.silt.image.Image;
import dev.silt.image.ImageArchive;
import dev.silt.io.Tasks;
import dev.silt.io.WorkFiles;
import dev.silt.progress.Phase;
import dev.silt.progress.ProgressMeter;
import dev.silt.scan.ImageScan;
import dev.silt.scan.LayerScan;
import dev.silt.scan.ScanRequest;
import dev.silt.tar.TarEntry;
import dev.silt.tree.FlatTree;
import dev.silt.tree.TreeBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Silt#list}: reads the headers of all layers and flattens them. */
final class ListOperation {

  private ListOperation() {}

  static List<TreeEntry> run(ImageSource source, TreeOptions options) throws IOException {
    try (WorkFiles work = WorkFiles.create(Path.of(System.getProperty("java.io.tmpdir")));
        Tasks tasks = Tasks.create(options.threadCount());
        ImageArchive archive =
            Sources.openAny(source, options.limits(), work, options.listener())) {
      Image image = archive.select(source.platform(), source.reference());
      ImageScan scan =
          ImageScan.read(
              image.layers(),
              layer -> ScanRequest.headers(options.digests()),
              work,
              options.limits(),
              Phase.READ_TARGET,
              options.listener(),
              tasks);
      TreeBuilder builder = TreeBuilder.create(options.limits());
      for (LayerScan layer : scan.layers()) {
        int file = 0;
        for (TarEntry entry : layer.entries()) {
          boolean data = entry.dataLength() > 0;
          builder.add(
              entry, options.digests() ? digest(layer, entry, file, options.limits()) : null, 0);
          file += data ? 1 : 0;
        }
        builder.endLayer();
      }
      return entries(builder.build());
    }
  }

  private static @Nullable Digest digest(LayerScan layer, TarEntry entry, int file, Limits limits)
      throws IOException {
    if (!entry.isRegular()) {
      return null;
    }
    return entry.dataLength() > 0 ? layer.digest(file) : zeros(entry.logicalLength(), limits);
  }

  /** A sparse file that is one hole has no data in the archive. */
  private static Digest zeros(long length, Limits limits) throws IOException {
    LimitExceededException.check(
        "bytes of a sparse file", length, limits.imageLength(), "imageLength");
    MessageDigest digest = Digest.newSha256();
    byte[] zeros = new byte[(int) Math.min(length, 1 << 16)];
    for (long left = length; left > 0; left -= zeros.length) {
      ProgressMeter.checkCancelled();
      digest.update(zeros, 0, (int) Math.min(left, zeros.length));
    }
    return Digest.ofSha256(digest.digest());
  }

  private static List<TreeEntry> entries(FlatTree tree) throws IOException {
    List<TreeEntry> entries = new ArrayList<>(tree.count());
    for (int node = 0; node < tree.count(); node++) {
      entries.add(entry(tree, node));
    }
    return entries;
  }

  private static TreeEntry entry(FlatTree tree, int node) throws IOException {
    TarEntry entry = tree.entry(node);
    char type = type(entry);
    int first = tree.firstLink(node);
    Digest digest = tree.digest(node);
    return new TreeEntry(
        tree.path(node),
        type,
        entry.mode() & 07777,
        entry.uid(),
        entry.gid(),
        text(entry.userName()),
        text(entry.groupName()),
        type == '-' ? entry.logicalLength() : 0,
        entry.mtimeSeconds(),
        entry.mtimeNanos(),
        type == 'l' ? entry.linkTarget() : null,
        first == node ? null : tree.path(first),
        type == 'c' || type == 'b' ? entry.deviceMajor() : 0,
        type == 'c' || type == 'b' ? entry.deviceMinor() : 0,
        entry.xattrs(),
        type == '-' && digest != null ? digest.hex() : null);
  }

  private static char type(TarEntry entry) {
    return switch (entry.type()) {
      case '2' -> 'l';
      case '3' -> 'c';
      case '4' -> 'b';
      case '6' -> 'p';
      default -> entry.isDirectory() ? 'd' : '-';
    };
  }

  private static String text(byte[] name) {
    return new String(name, StandardCharsets.UTF_8);
  }
}
