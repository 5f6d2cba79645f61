package dev.silt;

import dev.silt.delta.StreamLength;
import java.util.List;

/**
 * What is in a delta, and where its bytes go. Lengths in bytes.
 *
 * @param formatVersion version of the file format
 * @param baseId image ID (config digest) of the base it applies to
 * @param targetId image ID of the target it makes
 * @param platform the target's, {@code os/arch[/variant]}
 * @param names names and tags of the target
 * @param length the whole file
 * @param pullLength what a pull would download instead
 * @param targetLayersLength uncompressed bytes of the layers that the base lacks
 * @param sharedLayerCount layers taken from the base
 * @param rebuiltLayerCount layers rebuilt entry by entry
 * @param storedLayerCount layers carried as blobs
 * @param entryCount tar entries of the rebuilt layers
 * @param sections the file's sections, in order, equal kinds added up
 * @param streams what the content streams cost
 * @param operations copy, add and insert, in this order
 * @param patchedContentCount new contents that have a base content
 * @param mergedContentCount those of them that have several
 * @param insertedContentCount new contents without one
 * @param forImage whether it rebuilds the target's layers
 * @param forRootfs whether it turns a root file system into the target's, in place
 * @param treeItemCount paths of the root file system that change or are read
 * @param unpackedContentCount archives that are seen through, those within others too
 * @param memberCount contents that stand for members of these, besides the new contents
 * @param packedLength bytes that are deflated to make these archives
 * @param opaque archives (zip, jar, gzip) that are not seen through, by reason
 * @param contents the contents that cost most, dearest first
 * @param opaqueContents the archives that are not seen through and cost most, dearest first
 */
public record DeltaInfo(
    int formatVersion,
    String baseId,
    String targetId,
    String platform,
    List<String> names,
    long length,
    long pullLength,
    long targetLayersLength,
    int sharedLayerCount,
    int rebuiltLayerCount,
    int storedLayerCount,
    long entryCount,
    List<Section> sections,
    List<Stream> streams,
    List<Operation> operations,
    long patchedContentCount,
    long mergedContentCount,
    long insertedContentCount,
    boolean forImage,
    boolean forRootfs,
    int treeItemCount,
    long unpackedContentCount,
    long memberCount,
    long packedLength,
    List<Opaque> opaque,
    List<Content> contents,
    List<Content> opaqueContents) {

  /**
   * Copies the lists.
   *
   * @param formatVersion version of the file format
   * @param baseId image ID (config digest) of the base it applies to
   * @param targetId image ID of the target it makes
   * @param platform the target's, {@code os/arch[/variant]}
   * @param names names and tags of the target
   * @param length the whole file
   * @param pullLength what a pull would download instead
   * @param targetLayersLength uncompressed bytes of the layers that the base lacks
   * @param sharedLayerCount layers taken from the base
   * @param rebuiltLayerCount layers rebuilt entry by entry
   * @param storedLayerCount layers carried as blobs
   * @param entryCount tar entries of the rebuilt layers
   * @param sections the file's sections, in order, equal kinds added up
   * @param streams what the content streams cost
   * @param operations copy, add and insert, in this order
   * @param patchedContentCount new contents that have a base content
   * @param mergedContentCount those of them that have several
   * @param insertedContentCount new contents without one
   * @param forImage whether it rebuilds the target's layers
   * @param forRootfs whether it turns a root file system into the target's, in place
   * @param treeItemCount paths of the root file system that change or are read
   * @param unpackedContentCount archives that are seen through, those within others too
   * @param memberCount contents that stand for members of these, besides the new contents
   * @param packedLength bytes that are deflated to make these archives
   * @param opaque archives (zip, jar, gzip) that are not seen through, by reason
   * @param contents the contents that cost most, dearest first
   * @param opaqueContents the archives that are not seen through and cost most, dearest first
   */
  public DeltaInfo {
    names = List.copyOf(names);
    sections = List.copyOf(sections);
    streams = List.copyOf(streams);
    operations = List.copyOf(operations);
    opaque = List.copyOf(opaque);
    contents = List.copyOf(contents);
    opaqueContents = List.copyOf(opaqueContents);
  }

  /**
   * One kind of section.
   *
   * @param name its name in docs/format.md
   * @param count how many there are
   * @param length bytes in the file
   * @param decodedLength bytes after decompression
   */
  public record Section(String name, int count, long length, long decodedLength) {}

  /**
   * One of the streams that the contents are coded in.
   *
   * @param name its name in docs/format.md
   * @param length bytes in the file
   * @param decodedLength bytes after decompression
   */
  public record Stream(String name, long length, long decodedLength) {

    static Stream of(StreamLength stream) {
      return new Stream(stream.stream().label(), stream.codedLength(), stream.decodedLength());
    }
  }

  /**
   * One kind of op.
   *
   * @param name copy, add or insert
   * @param count how many
   * @param length target bytes they make
   */
  public record Operation(String name, long count, long length) {}

  /**
   * Archives that are not seen through.
   *
   * @param reason {@code irregular} (headers or directory), {@code encoder} (no model makes most of
   *     what is new), {@code method} (encrypted, or not deflated), {@code gain} (nothing would be
   *     gained), {@code limit} (too large or deep), {@code untried} (for root file systems, or from
   *     a signature)
   * @param count how many
   */
  public record Opaque(String reason, long count) {}

  /**
   * One new content.
   *
   * @param path where the target has it; {@code content N} where the delta does not say
   * @param length bytes of the content; -1 if only the base tells (it ends as its base content
   *     does)
   * @param deltaLength bytes of the delta spent on it, estimated where streams are shared
   * @param baseCount base contents that it is made from
   * @param relocated whether the base is a program whose references were rewritten
   * @param unpacked whether it is an archive that is seen through; then the rest is about its
   *     skeleton
   * @param opaque why it is an archive that is not seen through, as in {@link Opaque}; else empty
   * @param pairedBy why the first of them: {@code path}, {@code version} (a path that differs only
   *     in digits), {@code name} (of the file), {@code similar} (bytes), {@code none} if there is
   *     none; empty where the delta does not say
   * @param basePath where the base has it; empty if it is the same path, or not said
   */
  public record Content(
      String path,
      long length,
      long deltaLength,
      int baseCount,
      boolean relocated,
      boolean unpacked,
      String opaque,
      String pairedBy,
      String basePath) {}
}
