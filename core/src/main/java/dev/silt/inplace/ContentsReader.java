package dev.silt.inplace;

import dev.silt.apply.ContentDecoder;
import dev.silt.apply.Unpacker;
import dev.silt.delta.ContentStreamReader;
import dev.silt.delta.Section;
import dev.silt.delta.SectionType;
import dev.silt.error.CorruptDataException;
import dev.silt.io.WorkFiles;
import dev.silt.progress.Phase;
import dev.silt.progress.ProgressMeter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a delta from its contents to its end. Stateless. */
final class ContentsReader {

  private ContentsReader() {}

  /**
   * Decodes all contents, then looks at what follows them.
   *
   * @param delta at its first content
   * @param tree has the base files
   * @param contents takes what is decoded
   * @param work where members of archives go; null if the delta announces no archives
   * @param settings limits and listener
   * @throws IOException if the delta is damaged, or something cannot be read or staged
   */
  static void read(
      TreeDelta delta,
      OpenTree tree,
      StagedContents contents,
      @Nullable WorkFiles work,
      UpdateSettings settings)
      throws IOException {
    long length = delta.header().contentsLength();
    ProgressMeter meter = ProgressMeter.start(settings.listener(), Phase.DECODE, length);
    try (ContentStreamReader streams =
            ContentStreamReader.openAhead(delta.reader(), settings.limits());
        BaseFiles base = new BaseFiles(tree, delta.tree().items())) {
      Unpacker unpacker = Unpacker.forTree(delta.tree().unpacking(), work, settings.limits());
      long count = delta.header().contentCount();
      ContentDecoder.create(streams, count, base, contents, unpacker, meter)
          .decodeAll(delta.header());
    } finally {
      contents.close();
    }
    for (Section section = delta.reader().next();
        section != null;
        section = delta.reader().next()) {
      if (section.type() == SectionType.CONTENTS) {
        throw new CorruptDataException("delta is damaged: contents nobody needs");
      }
      section.finish();
    }
    meter.finish();
  }
}
