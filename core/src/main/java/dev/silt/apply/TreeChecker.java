package dev.silt.apply;

import dev.silt.delta.ContentStreamReader;
import dev.silt.delta.DeltaReader;
import dev.silt.delta.Header;
import dev.silt.delta.Section;
import dev.silt.delta.SectionType;
import dev.silt.delta.TreeItem;
import dev.silt.delta.TreePart;
import dev.silt.error.CorruptDataException;
import dev.silt.error.Limits;
import dev.silt.io.WorkFiles;
import dev.silt.progress.Phase;
import dev.silt.progress.ProgressListener;
import dev.silt.progress.ProgressMeter;
import dev.silt.scan.ImageScan;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Decodes the contents of a delta for root file systems alone; for an encoder's self-check. Not
 * safe for several threads.
 */
public final class TreeChecker {

  private final DeltaReader delta;
  private final WorkFiles work;
  private final Limits limits;
  private final ProgressListener listener;

  private TreeChecker(DeltaReader delta, WorkFiles work, Limits limits, ProgressListener listener) {
    this.delta = delta;
    this.work = work;
    this.limits = limits;
    this.listener = listener;
  }

  /**
   * A checker.
   *
   * @param delta the delta, at its first section
   * @param work where members of archives go
   * @param limits what it may ask for
   * @param listener hears of {@link Phase#SELF_CHECK}
   * @return the checker
   */
  public static TreeChecker create(
      DeltaReader delta, WorkFiles work, Limits limits, ProgressListener listener) {
    return new TreeChecker(delta, work, limits, listener);
  }

  /**
   * Decodes all contents.
   *
   * @param base the base's layers
   * @param contents takes them
   * @throws IOException if the delta reads what it does not announce, or is damaged
   */
  public void check(ImageScan base, NewContents contents) throws IOException {
    Header header = Header.parse(delta.require(SectionType.HEADER).readAll(limits), limits);
    TreePart tree = TreePart.parse(delta.require(SectionType.TREE).readAll(limits), limits);
    Set<Integer> announced = new HashSet<>();
    for (TreeItem item : tree.items()) {
      announced.add(item.fileNumber());
    }
    ProgressMeter meter = ProgressMeter.start(listener, Phase.SELF_CHECK, header.contentsLength());
    try (ContentStreamReader streams = ContentStreamReader.open(delta, limits)) {
      ContentDecoder.create(
              streams,
              header.contentCount(),
              file -> {
                if (!announced.contains(file)) {
                  throw new CorruptDataException("self-check failed: a base file is not announced");
                }
                return base.content(file);
              },
              contents,
              Unpacker.forTree(tree.unpacking(), work, limits),
              meter)
          .decodeAll(header);
    }
    for (Section section = delta.next(); section != null; section = delta.next()) {
      section.finish();
    }
    meter.finish();
  }
}
