package dev.silt.inplace;

import dev.silt.delta.DeltaReader;
import dev.silt.delta.Header;
import dev.silt.delta.Section;
import dev.silt.delta.SectionType;
import dev.silt.delta.TreePart;
import dev.silt.delta.TreeUnpacking;
import dev.silt.error.CorruptDataException;
import dev.silt.error.Limits;
import dev.silt.error.UnsupportedFormatException;
import dev.silt.hash.Digest;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * A delta up to its contents: all that has to be known before anything is written.
 *
 * @param reader the delta, before its first CONTENTS
 * @param header totals
 * @param tree what changes
 * @param updateId SHA-256 of both sections
 */
record TreeDelta(DeltaReader reader, Header header, TreePart tree, String updateId)
    implements Closeable {

  static TreeDelta open(InputStream delta, Limits limits) throws IOException {
    DeltaReader reader = DeltaReader.open(delta);
    boolean done = false;
    try {
      byte[] header = reader.require(SectionType.HEADER).readAll(limits);
      Header parsed = Header.parse(header, limits);
      for (SectionType skipped :
          new SectionType[] {SectionType.IMAGE, SectionType.PLAN, SectionType.ENTRIES}) {
        Section section = reader.take(skipped);
        if (section != null) {
          section.finish();
        }
      }
      Section section = reader.take(SectionType.TREE);
      if (section == null) {
        throw new UnsupportedFormatException(
            "the delta makes images only: make one with --for both, or --for rootfs, to update a"
                + " root file system in place");
      }
      byte[] payload = section.readAll(limits);
      MessageDigest id = Digest.newSha256();
      id.update(header);
      id.update(payload);
      TreePart tree = TreePart.parse(payload, limits);
      checkNumbers(parsed, tree);
      done = true;
      return new TreeDelta(reader, parsed, tree, Digest.ofSha256(id.digest()).hex());
    } finally {
      if (!done) {
        reader.close();
      }
    }
  }

  private static void checkNumbers(Header header, TreePart tree) throws CorruptDataException {
    for (var item : tree.items()) {
      if (item.change() instanceof dev.silt.delta.TreeChange.Place place
          && place.content().source() == dev.silt.delta.PlacedContent.Source.NEW
          && place.content().number() >= header.contentCount()) {
        throw new CorruptDataException(
            "delta is damaged: number of a new content out of range: "
                + place.content().number()
                + ", section=TREE");
      }
    }
  }

  /** {@return whether archives are seen through} */
  boolean seesThrough() {
    return !tree.unpacking().equals(TreeUnpacking.NONE);
  }

  /** {@return bytes of work files at most} */
  long workLength() {
    return tree.unpacking().workLength() + header.packedLength();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
