package dev.silt.unpack;

import dev.silt.io.ByteSource;
import java.io.IOException;
import java.io.OutputStream;

/** Makes archives again. Stateless. */
public final class Packing {

  private Packing() {}

  /**
   * Makes an archive.
   *
   * @param skeleton what {@link Archive#writeSkeleton} wrote
   * @param members the members' streams, in their order
   * @param out where it goes, in large pieces
   * @throws dev.silt.error.CorruptDataException if the skeleton is none, or one of other members
   * @throws IOException if something cannot be read or written
   */
  public static void render(ByteSource skeleton, MemberStreams members, OutputStream out)
      throws IOException {
    byte[] kind = new byte[1];
    skeleton.readFully(0, kind, 0, 1);
    switch (kind[0]) {
      case SkeletonColumn.ZIP -> ZipRenderer.render(skeleton, members, out);
      case SkeletonColumn.GZIP -> Gzip.render(skeleton, members, out);
      case SkeletonColumn.JIMAGE -> Jimage.render(skeleton, members, out);
      case SkeletonColumn.CLASSES -> ClassArchive.render(skeleton, members, out);
      case SkeletonColumn.BITCODE -> Bitcode.render(skeleton, members, out);
      default -> throw ColumnCursor.corrupt("unknown kind");
    }
  }
}
