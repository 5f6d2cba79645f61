package dev.silt.sign;

import dev.silt.delta.BaseEntries;
import dev.silt.delta.CodedEntry;
import dev.silt.delta.CodedTail;
import dev.silt.delta.ColumnEffort;
import dev.silt.delta.ContentDigests;
import dev.silt.delta.ContentRef;
import dev.silt.delta.DeltaWriter;
import dev.silt.delta.Documents;
import dev.silt.delta.EntryWriter;
import dev.silt.delta.FileKind;
import dev.silt.delta.SectionType;
import dev.silt.delta.SignatureHeader;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.hash.Digest;
import dev.silt.image.Codec;
import dev.silt.image.Image;
import dev.silt.io.ByteSource;
import dev.silt.io.LittleEndian;
import dev.silt.io.Spool;
import dev.silt.io.Tasks;
import dev.silt.io.WorkFiles;
import dev.silt.progress.Phase;
import dev.silt.progress.ProgressListener;
import dev.silt.progress.ProgressMeter;
import dev.silt.scan.ImageScan;
import dev.silt.scan.LayerScan;
import dev.silt.signature.BlockSigner;
import dev.silt.tar.TarEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Writes the signature of an image that has been read. Not safe for several threads. */
public final class SignatureWriter {

  private static final ColumnEffort COLUMN_EFFORT = new ColumnEffort(19, false);

  /** Bytes of contents that are signed at a time, by all threads. */
  private static final long BATCH_LENGTH = 1 << 26;

  private final Image image;
  private final ImageScan scan;
  private final int forcedLength;
  private final Limits limits;
  private final Map<Digest, Integer> numbers = new HashMap<>();
  private final List<ByteSource> contents = new ArrayList<>();
  private final ByteArrayOutputStream digests = new ByteArrayOutputStream();
  private long blockCount;

  private SignatureWriter(Image image, ImageScan scan, int forcedLength, Limits limits) {
    this.image = image;
    this.scan = scan;
    this.forcedLength = forcedLength;
    this.limits = limits;
  }

  /**
   * A writer for an image.
   *
   * @param image the base
   * @param scan its layers, all contents kept and digested
   * @param blockLength bytes of a block of every content; 0 for the rule
   * @param limits how much memory the blocks of one content may take
   * @return the writer
   */
  public static SignatureWriter of(Image image, ImageScan scan, int blockLength, Limits limits) {
    return new SignatureWriter(image, scan, blockLength, limits);
  }

  /**
   * Signs all contents and writes the signature.
   *
   * @param out where it goes; closed
   * @param work where hashes wait for their turn
   * @param tasks the threads
   * @param listener hears of contents' bytes
   * @throws LimitExceededException if a content has too many blocks
   * @throws IOException if contents cannot be read or the signature cannot be written
   */
  public void write(OutputStream out, WorkFiles work, Tasks tasks, ProgressListener listener)
      throws IOException {
    byte[] entries = entries();
    Spool blocks = work.newSpool();
    sign(blocks, tasks, listener);
    blocks.flush();
    List<SignatureHeader.Layer> layers = new ArrayList<>();
    for (LayerScan layer : scan.layers()) {
      layers.add(
          new SignatureHeader.Layer(layer.entries().size(), layer.layer().codec() != Codec.NONE));
    }
    SignatureHeader header =
        new SignatureHeader(
            image.id(),
            image.platform().toString(),
            image.names(),
            forcedLength,
            layers,
            contents.size(),
            blockCount);
    long[] lengths = contents.stream().mapToLong(ByteSource::length).toArray();
    try (DeltaWriter file = DeltaWriter.create(out, FileKind.SIGNATURE);
        InputStream hashes = blocks.open()) {
      file.section(SectionType.HEADER, header.toBytes());
      Documents documents = new Documents(image.config(), new byte[0]);
      file.section(SectionType.IMAGE, documents.toBytes(new byte[0]));
      file.section(SectionType.ENTRIES, entries);
      file.section(
          SectionType.DIGESTS, ContentDigests.of(lengths, digests.toByteArray()).toBytes());
      file.section(SectionType.BLOCKS, blocks.length(), hashes);
      file.end();
    }
  }

  /** {@return distinct contents} */
  public int contentCount() {
    return contents.size();
  }

  /** {@return blocks of all contents} */
  public long blockCount() {
    return blockCount;
  }

  /** All entries, in the columns of a delta that has no base. */
  private byte[] entries() throws IOException {
    EntryWriter writer =
        EntryWriter.create(
            BaseEntries.of(List.of()),
            ref -> ref.kind() == ContentRef.Kind.NONE ? 0 : contents.get(ref.number()).length(),
            ContentRef::equals);
    for (LayerScan layer : scan.layers()) {
      int file = 0;
      for (TarEntry entry : layer.entries()) {
        ContentRef content = entry.dataLength() == 0 ? ContentRef.NONE : content(layer, file++);
        writer.entry(new CodedEntry(entry, content, null));
      }
      writer.tail(new CodedTail(0, ContentRef.NONE));
    }
    return writer.toBytes(COLUMN_EFFORT);
  }

  private ContentRef content(LayerScan layer, int file) throws IOException {
    Digest digest = layer.digest(file);
    Integer number = numbers.get(digest);
    if (number == null) {
      number = contents.size();
      numbers.put(digest, number);
      contents.add(layer.content(file));
      digests.writeBytes(digest.toBytes());
    }
    return ContentRef.ofNew(number);
  }

  private void sign(Spool blocks, Tasks tasks, ProgressListener listener) throws IOException {
    long total = contents.stream().mapToLong(ByteSource::length).sum();
    ProgressMeter meter = ProgressMeter.start(listener, Phase.SIGN, total);
    List<Callable<byte[]>> batch = new ArrayList<>();
    long batchLength = 0;
    for (ByteSource content : contents) {
      batch.add(
          () -> {
            byte[] hashes = sign(content);
            meter.add(content.length());
            return hashes;
          });
      batchLength += content.length();
      if (batchLength >= BATCH_LENGTH) {
        write(tasks.run(batch), blocks);
        batch.clear();
        batchLength = 0;
      }
    }
    write(tasks.run(batch), blocks);
    meter.finish();
  }

  private void write(List<byte[]> hashes, Spool blocks) throws IOException {
    for (byte[] each : hashes) {
      blocks.write(each, 0, each.length);
      blockCount += each.length / BlockCodec.LENGTH;
    }
  }

  private byte[] sign(ByteSource content) throws IOException {
    BlockLengths rule = BlockLengths.of(forcedLength);
    long count = rule.blockCount(content.length());
    LimitExceededException.check(
        "blocks of a content (a larger block length makes fewer)",
        count,
        limits.metadataLength() / BlockCodec.LENGTH,
        "metadataLength");
    byte[] hashes = new byte[(int) count * BlockCodec.LENGTH];
    if (count > 0) {
      int[] at = {0};
      BlockSigner.create(BlockCodec.weak(), BlockCodec.strong(image.id()))
          .sign(
              content,
              rule.blockLength(content.length()),
              (weak, strong) -> {
                LittleEndian.putInt(hashes, at[0], weak);
                System.arraycopy(
                    strong, 0, hashes, at[0] + Integer.BYTES, BlockCodec.STRONG_LENGTH);
                at[0] += BlockCodec.LENGTH;
              });
    }
    return hashes;
  }
}
