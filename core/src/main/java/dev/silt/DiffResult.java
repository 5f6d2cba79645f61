package dev.silt;

import java.util.List;

/**
 * What making a delta came to. Lengths are in bytes, times in nanoseconds of wall clock.
 *
 * @param baseId image ID (config digest) of the base
 * @param targetId image ID of the target
 * @param deltaLength the delta file
 * @param pullLength what a pull would download: the target's compressed layers that the base lacks
 * @param targetLayersLength uncompressed bytes of the target layers that the base lacks
 * @param sharedLayerCount target layers that the base has
 * @param rebuiltLayerCount target layers rebuilt entry by entry
 * @param storedLayerCount target layers carried as their original blobs
 * @param newContentCount distinct contents that the base lacks
 * @param newContentLength their bytes
 * @param archives archives among them, and in these
 * @param copiedLength bytes of them that are copied out of base contents
 * @param insertedLength bytes of them that the delta carries, before compression
 * @param stages read, match, pair, encode and check: what took how long; one after another
 * @param operations copy, add and insert, in this order
 * @param streams what the streams of ops, offsets, differences and literals came to
 * @param candidateCount windows of contents whose hash the base has
 * @param falseMatchCount those of them whose bytes it has not
 * @param forImage whether it rebuilds the target's layers
 * @param forRootfs whether it turns a root file system into the target's, in place
 * @param rootfsLength bytes of the delta that only a root file system needs
 * @param note why it is not for a root file system, if nobody asked for that; else empty
 */
public record DiffResult(
    String baseId,
    String targetId,
    long deltaLength,
    long pullLength,
    long targetLayersLength,
    int sharedLayerCount,
    int rebuiltLayerCount,
    int storedLayerCount,
    int newContentCount,
    long newContentLength,
    Archives archives,
    long copiedLength,
    long insertedLength,
    List<Stage> stages,
    List<DeltaInfo.Operation> operations,
    List<DeltaInfo.Stream> streams,
    long candidateCount,
    long falseMatchCount,
    boolean forImage,
    boolean forRootfs,
    long rootfsLength,
    String note) {

  /**
   * Copies the lists.
   *
   * @param baseId image ID (config digest) of the base
   * @param targetId image ID of the target
   * @param deltaLength the delta file
   * @param pullLength what a pull would download
   * @param targetLayersLength uncompressed bytes of the target layers that the base lacks
   * @param sharedLayerCount target layers that the base has
   * @param rebuiltLayerCount target layers rebuilt entry by entry
   * @param storedLayerCount target layers carried as their original blobs
   * @param newContentCount distinct contents that the base lacks
   * @param newContentLength their bytes
   * @param archives archives among them, and in these
   * @param copiedLength bytes of them that are copied out of base contents
   * @param insertedLength bytes of them that the delta carries, before compression
   * @param stages read, match, pair, encode and check
   * @param operations copy, add and insert, in this order
   * @param streams what the streams came to
   * @param candidateCount windows of contents whose hash the base has
   * @param falseMatchCount those of them whose bytes it has not
   * @param forImage whether it rebuilds the target's layers
   * @param forRootfs whether it turns a root file system into the target's, in place
   * @param rootfsLength bytes of the delta that only a root file system needs
   * @param note why it is not for a root file system, if nobody asked for that; else empty
   */
  public DiffResult {
    stages = List.copyOf(stages);
    operations = List.copyOf(operations);
    streams = List.copyOf(streams);
  }

  /**
   * A part of the work.
   *
   * @param name read (both images), match (contents to those found by name), pair (the rest to
   *     similar ones), encode (and write), check (apply the delta)
   * @param nanos wall clock
   * @param length bytes that went through it; what is done twice counts twice
   */
  public record Stage(String name, long nanos, long length) {}

  /**
   * Archives (zip, jar, gzip) among the new contents, and in such archives.
   *
   * @param unpackedCount those that are seen through
   * @param memberCount contents that stand for members of these
   * @param opaque those that are not, by reason
   */
  public record Archives(int unpackedCount, int memberCount, List<DeltaInfo.Opaque> opaque) {

    /**
     * Copies the list.
     *
     * @param unpackedCount those that are seen through
     * @param memberCount contents that stand for members of these
     * @param opaque those that are not, by reason
     */
    public Archives {
      opaque = List.copyOf(opaque);
    }
  }
}
