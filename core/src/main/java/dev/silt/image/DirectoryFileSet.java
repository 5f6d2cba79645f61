package dev.silt.image;

import dev.silt.io.ByteSource;
import dev.silt.io.FileByteSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of a directory, opened when they are asked for. */
final class DirectoryFileSet implements FileSet {

  private final Path root;
  private final Map<String, FileByteSource> open = new HashMap<>();

  DirectoryFileSet(Path root) {
    this.root = root;
  }

  @Override
  public synchronized @Nullable ByteSource find(String name) throws IOException {
    FileByteSource source = open.get(name);
    if (source == null && TarNames.isCanonical(name)) {
      Path path = root.resolve(name);
      if (Files.isRegularFile(path)) {
        source = FileByteSource.open(path);
        open.put(name, source);
      }
    }
    return source;
  }

  @Override
  public boolean isRepeated(String name) {
    return false;
  }

  @Override
  public synchronized void close() throws IOException {
    IOException first = null;
    for (FileByteSource source : open.values()) {
      try {
        source.close();
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    open.clear();
    if (first != null) {
      throw first;
    }
  }
}
