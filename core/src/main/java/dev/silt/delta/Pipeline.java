package dev.silt.delta;

import dev.silt.io.Tasks;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * Sections of which some chunks are still being compressed by other threads. They are written in
 * the order they came in; each stream's chunks are compressed one after another. With one thread
 * everything is done at once. Not safe for several threads.
 */
final class Pipeline {

  /** Sections that may wait; each holds a few MiB. */
  private static final int MAX_WAITING = 3;

  private final DeltaWriter out;
  private final Tasks tasks;
  private final Map<ContentStream, Future<byte[]>> lastChunks = new EnumMap<>(ContentStream.class);
  private final Queue<List<Part>> waiting = new ArrayDeque<>();
  private final Map<ContentStream, Long> decodedLengths = new EnumMap<>(ContentStream.class);
  private final Map<ContentStream, Long> codedLengths = new EnumMap<>(ContentStream.class);
  private List<Part> section = new ArrayList<>();

  /** What a section says of one stream: its decoded length, and its chunk if that is not 0. */
  private record Part(ContentStream stream, int length, Future<byte[]> chunk) {}

  Pipeline(DeltaWriter out, Tasks tasks) {
    this.out = out;
    this.tasks = tasks;
  }

  /**
   * Appends a chunk to the section.
   *
   * @param stream whose; in the order of streams, each once
   * @param chunks compresses them
   * @param raw its bytes
   * @param last whether no section follows
   */
  void chunk(ContentStream stream, ChunkWriter chunks, byte[] raw, boolean last)
      throws IOException {
    section.add(new Part(stream, raw.length, compress(stream, chunks, raw, last)));
  }

  private Future<byte[]> compress(
      ContentStream stream, ChunkWriter chunks, byte[] raw, boolean last) throws IOException {
    if (raw.length == 0) {
      return CompletableFuture.completedFuture(raw);
    }
    if (tasks.threadCount() == 1 || !chunks.isDetached()) {
      return CompletableFuture.completedFuture(chunks.compress(raw, last));
    }
    Future<byte[]> before = lastChunks.get(stream);
    Callable<byte[]> task =
        () -> {
          if (before != null) {
            Tasks.join(before);
          }
          return chunks.compress(raw, last);
        };
    Future<byte[]> chunk = tasks.submit(task);
    lastChunks.put(stream, chunk);
    return chunk;
  }

  /** Ends the section. */
  void endSection() throws IOException {
    waiting.add(section);
    section = new ArrayList<>();
    drain(MAX_WAITING);
  }

  /** Writes all sections. */
  void finish() throws IOException {
    drain(0);
  }

  private void drain(int left) throws IOException {
    while (waiting.size() > left) {
      PayloadWriter payload = new PayloadWriter();
      for (Part part : waiting.remove()) {
        byte[] chunk = Tasks.join(part.chunk);
        payload.number(part.length).append(chunk);
        decodedLengths.merge(part.stream, (long) part.length, Long::sum);
        codedLengths.merge(part.stream, (long) chunk.length, Long::sum);
      }
      out.section(SectionType.CONTENTS, payload.toBytes());
    }
  }

  /** {@return what the written sections hold of each stream} */
  List<StreamLength> lengths() {
    List<StreamLength> lengths = new ArrayList<>();
    for (ContentStream stream : ContentStream.values()) {
      lengths.add(
          new StreamLength(
              stream,
              decodedLengths.getOrDefault(stream, 0L),
              codedLengths.getOrDefault(stream, 0L)));
    }
    return lengths;
  }

  /** Gives up what nobody will read any more. */
  void cancel() {
    lastChunks.values().forEach(chunk -> chunk.cancel(true));
  }
}
