package dev.silt.image;

import dev.silt.io.WorkFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a directory of files. */
final class DirectorySink implements ImageSink {

  private final Path target;
  private final Path temporary;
  private final Path current;
  private final Set<Path> directories = new LinkedHashSet<>();
  private @Nullable FileChannel channel;
  private boolean committed;

  private DirectorySink(Path target, Path temporary) {
    this.target = target;
    this.temporary = temporary;
    this.current = temporary.resolve("current");
    directories.add(temporary);
  }

  static DirectorySink create(Path target) throws IOException {
    refuseExisting(target);
    return new DirectorySink(target, Files.createDirectory(Siblings.of(target)));
  }

  private static void refuseExisting(Path target) throws IOException {
    if (Siblings.exists(target)) {
      throw new FileAlreadyExistsException(
          target.toString(), null, "a layout directory is made anew, not changed");
    }
  }

  @Override
  public void begin(@Nullable String likelyName) throws IOException {
    closeChannel();
    channel =
        FileChannel.open(
            current,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes, from, count);
    while (rest.hasRemaining()) {
      started().write(rest);
    }
  }

  private FileChannel started() {
    if (channel == null) {
      throw new IllegalStateException("no file was started");
    }
    return channel;
  }

  @Override
  public void end(String name) throws IOException {
    started().force(true);
    closeChannel();
    Path file = temporary.resolve(name);
    for (Path directory = file.getParent();
        directory != null && !directory.equals(temporary);
        directory = directory.getParent()) {
      directories.add(directory);
      Files.createDirectories(directory);
    }
    Files.move(current, file);
  }

  @Override
  public void discard() throws IOException {
    closeChannel();
    Files.delete(current);
  }

  @Override
  public void commit() throws IOException {
    for (Path directory : directories) {
      Siblings.forceDirectory(directory);
    }
    refuseExisting(target);
    Siblings.publish(temporary, target);
    committed = true;
  }

  private void closeChannel() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      closeChannel();
    } finally {
      if (!committed) {
        WorkFiles.deleteTree(temporary);
      }
    }
  }
}
