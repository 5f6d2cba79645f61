package dev.silt.sign;

import dev.silt.delta.BaseEntries;
import dev.silt.delta.CodedEntry;
import dev.silt.delta.CodedTail;
import dev.silt.delta.ContentDigests;
import dev.silt.delta.ContentRef;
import dev.silt.delta.DeltaReader;
import dev.silt.delta.Documents;
import dev.silt.delta.EntryReader;
import dev.silt.delta.FileKind;
import dev.silt.delta.Section;
import dev.silt.delta.SectionType;
import dev.silt.delta.SignatureHeader;
import dev.silt.error.CorruptDataException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.hash.Digest;
import dev.silt.image.ImageConfig;
import dev.silt.io.LittleEndian;
import dev.silt.io.Spool;
import dev.silt.io.WorkFiles;
import dev.silt.progress.ProgressMeter;
import dev.silt.signature.BlockScanner;
import dev.silt.signature.BlockTable;
import dev.silt.signature.BlockTableBuilder;
import dev.silt.tar.TarEntry;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A signature that has been read and checked: entries and digests in memory, block hashes in a work
 * file. Immutable and safe for several threads, as long as the work files live.
 */
public final class Signature {

  private final SignatureHeader header;
  private final byte[] config;
  private final List<Digest> diffIds;
  private final ContentDigests contents;
  private final Spool blocks;
  private final Limits limits;
  private final List<List<TarEntry>> entries = new ArrayList<>();
  private final int[] fileCounts;

  /** Number of the content of each file. */
  private final int[] numbers;

  /** Offset of each content's first block. */
  private final long[] offsets;

  private Signature(
      SignatureHeader header,
      byte[] config,
      List<Digest> diffIds,
      ContentDigests contents,
      Spool blocks,
      byte[] entryBytes,
      Limits limits)
      throws IOException {
    this.header = header;
    this.config = config;
    this.diffIds = diffIds;
    this.contents = contents;
    this.blocks = blocks;
    this.limits = limits;
    fileCounts = new int[header.layers().size()];
    numbers = readEntries(entryBytes);
    offsets = blockOffsets();
  }

  /**
   * Reads a signature.
   *
   * @param in its bytes; closed
   * @param work where block hashes are kept
   * @param limits what it may ask for
   * @return the signature
   * @throws CorruptDataException if it is damaged
   * @throws IOException if it cannot be read
   */
  public static Signature read(InputStream in, WorkFiles work, Limits limits) throws IOException {
    try (DeltaReader reader = DeltaReader.open(in, FileKind.SIGNATURE)) {
      return read(reader, work, limits);
    } catch (CorruptDataException e) {
      throw renamed(e);
    }
  }

  /** What reads deltas calls everything a delta. */
  private static CorruptDataException renamed(CorruptDataException e) {
    String message = String.valueOf(e.getMessage()).replaceAll("\\bdelta\\b", "signature");
    String named = message.contains("signature") ? message : "signature is damaged: " + message;
    return new CorruptDataException(named, e);
  }

  private static Signature read(DeltaReader in, WorkFiles work, Limits limits) throws IOException {
    SignatureHeader header =
        SignatureHeader.parse(in.require(SectionType.HEADER).readAll(limits), limits);
    byte[] payload = in.require(SectionType.IMAGE).readAll(limits);
    byte[] config = Documents.parse(payload, new byte[0], limits).config();
    if (!header.baseId().equals(Digest.sha256(config))) {
      throw corrupt("the config is not the base's");
    }
    List<Digest> diffIds = ImageConfig.parse("config in a signature", config).diffIds();
    if (diffIds.size() != header.layers().size()) {
      throw corrupt("number of layers");
    }
    byte[] entries = in.require(SectionType.ENTRIES).readAll(limits);
    ContentDigests contents =
        ContentDigests.parse(
            in.require(SectionType.DIGESTS).readAll(limits), (int) header.contentCount(), limits);
    Section section = in.require(SectionType.BLOCKS);
    if (section.length() % BlockCodec.LENGTH != 0
        || section.length() / BlockCodec.LENGTH != header.blockCount()) {
      throw corrupt("number of blocks");
    }
    Spool blocks = work.newSpool();
    section.transferTo(blocks);
    section.finish();
    blocks.flush();
    if (in.next() != null) {
      throw corrupt("a section too many");
    }
    return new Signature(header, config, diffIds, contents, blocks, entries, limits);
  }

  private int[] readEntries(byte[] payload) throws IOException {
    IntStream.Builder files = IntStream.builder();
    try (EntryReader reader =
        EntryReader.open(payload, BaseEntries.of(List.of()), this::lengthOf, limits)) {
      long left = limits.entryCount();
      for (int i = 0; i < fileCounts.length; i++) {
        long count = header.layers().get(i).entryCount();
        left -= count;
        LimitExceededException.check(
            "tar entries", limits.entryCount() - left, limits.entryCount(), "entryCount");
        List<TarEntry> layer = new ArrayList<>();
        for (long k = 0; k < count; k++) {
          CodedEntry coded = reader.entry();
          if (coded.padding() != null) {
            throw corrupt("an entry has a padding");
          }
          layer.add(coded.entry());
          if (coded.content().kind() == ContentRef.Kind.NEW) {
            files.add(coded.content().number());
            fileCounts[i]++;
          }
          ProgressMeter.checkCancelled();
        }
        entries.add(List.copyOf(layer));
        if (!reader.tail().equals(new CodedTail(0, ContentRef.NONE))) {
          throw corrupt("a layer has a tail");
        }
      }
      reader.end(contents.count());
    }
    return files.build().toArray();
  }

  private long lengthOf(ContentRef ref) throws CorruptDataException {
    if (ref.kind() == ContentRef.Kind.NONE) {
      return 0;
    }
    if (ref.kind() != ContentRef.Kind.NEW || ref.number() >= contents.count()) {
      throw corrupt("number of a content");
    }
    return contents.length(ref.number());
  }

  private long[] blockOffsets() throws CorruptDataException {
    BlockLengths rule = BlockLengths.of(header.blockLength());
    long[] starts = new long[contents.count()];
    long count = 0;
    for (int i = 0; i < starts.length && count <= header.blockCount(); i++) {
      starts[i] = count * BlockCodec.LENGTH;
      count += rule.blockCount(contents.length(i));
    }
    if (count != header.blockCount()) {
      throw corrupt("number of blocks");
    }
    return starts;
  }

  private static CorruptDataException corrupt(String what) {
    return new CorruptDataException("delta is damaged: " + what + " does not fit");
  }

  /** {@return what it is of} */
  public SignatureHeader header() {
    return header;
  }

  /** {@return the base's exact config, a copy} */
  public byte[] config() {
    return config.clone();
  }

  /** {@return the diffIDs of the base's layers} */
  public List<Digest> diffIds() {
    return diffIds;
  }

  /** {@return the tar entries of each layer, hidden ones included} */
  public List<List<TarEntry>> entries() {
    return entries;
  }

  /** {@return how many files, entries with data, each layer has} */
  public int[] fileCounts() {
    return fileCounts.clone();
  }

  /**
   * Returns the digest of a file's content.
   *
   * @param file its number across layers
   * @return its SHA-256
   */
  public Digest digest(int file) {
    return contents.digest(numbers[file]);
  }

  /**
   * Tells how many blocks of a file are known; of one that is no longer than a block there are
   * none.
   *
   * @param file its number across layers
   * @return its blocks
   */
  public long blockCount(int file) {
    return BlockLengths.of(header.blockLength()).blockCount(contents.length(numbers[file]));
  }

  /**
   * Loads the blocks of a file, 20 bytes of heap for each.
   *
   * @param file its number across layers
   * @return what finds them in a target; for one thread
   * @throws IOException if the work file cannot be read, or a limit is exceeded
   */
  public BlockScanner scanner(int file) throws IOException {
    int content = numbers[file];
    long length = contents.length(content);
    BlockLengths rule = BlockLengths.of(header.blockLength());
    BlockTableBuilder table =
        BlockTableBuilder.create(rule.blockLength(length), BlockCodec.STRONG_LENGTH, limits);
    byte[] block = new byte[BlockCodec.LENGTH];
    byte[] strong = new byte[BlockCodec.STRONG_LENGTH];
    long count = rule.blockCount(length);
    try (InputStream in =
        new java.io.BufferedInputStream(
            blocks.slice(offsets[content], count * BlockCodec.LENGTH).open())) {
      for (long i = 0; i < count; i++) {
        if (in.readNBytes(block, 0, block.length) < block.length) {
          throw corrupt("length of the blocks");
        }
        System.arraycopy(block, Integer.BYTES, strong, 0, strong.length);
        table.block(LittleEndian.getInt(block, 0), strong);
      }
    }
    BlockTable built = table.build(length);
    return BlockScanner.create(built, BlockCodec.weak(), BlockCodec.strong(header.baseId()));
  }
}
