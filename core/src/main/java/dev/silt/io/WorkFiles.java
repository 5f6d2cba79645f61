package dev.silt.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * A private temporary directory (mode 0700) and the spools in it; closing removes both, whatever
 * happened. Safe for several threads.
 */
public final class WorkFiles implements Closeable {

  private final Path directory;
  private final List<Closeable> open = new ArrayList<>();
  private final PagePool pool;
  private int count;

  private WorkFiles(Path directory, PagePool pool) {
    this.directory = directory;
    this.pool = pool;
  }

  /**
   * Makes the directory.
   *
   * @param parent where; it should have room for the uncompressed contents
   * @return the empty work files
   * @throws IOException if it cannot be made
   */
  public static WorkFiles create(Path parent) throws IOException {
    return create(parent, 0);
  }

  /**
   * Makes the directory.
   *
   * @param parent where; it should have room for the uncompressed contents
   * @param memory bytes of spools that are kept in memory, at most; the rest is written
   * @return the empty work files
   * @throws IOException if it cannot be made
   */
  public static WorkFiles create(Path parent, long memory) throws IOException {
    return new WorkFiles(Files.createTempDirectory(parent, ".silt-"), new PagePool(memory));
  }

  /**
   * A new temporary file.
   *
   * @return a spool to append to
   * @throws IOException if it cannot be made
   */
  public Spool newSpool() throws IOException {
    return newSpool(pool);
  }

  /**
   * A new temporary file with memory of its own.
   *
   * @param memory bytes of it that are kept in memory, at most, whatever other spools have
   * @return a spool to append to
   * @throws IOException if it cannot be made
   */
  public Spool newSpool(long memory) throws IOException {
    return newSpool(new PagePool(memory));
  }

  private synchronized Spool newSpool(PagePool pages) throws IOException {
    Spool spool = Spool.create(directory.resolve("spool-" + count++), pages);
    open.add(spool);
    return spool;
  }

  /**
   * Removes a temporary file before its time.
   *
   * @param spool one of these files'
   * @throws IOException if it cannot be closed
   */
  public synchronized void discard(Spool spool) throws IOException {
    open.remove(spool);
    spool.close();
  }

  /**
   * Hands over something that is to be closed with these files.
   *
   * @param <T> its type
   * @param closeable an open resource
   * @return the same
   */
  public synchronized <T extends Closeable> T own(T closeable) {
    open.add(closeable);
    return closeable;
  }

  @Override
  public synchronized void close() throws IOException {
    IOException first = null;
    for (Closeable closeable : open) {
      try {
        closeable.close();
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    open.clear();
    deleteTree(directory);
    if (first != null) {
      throw first;
    }
  }

  /**
   * Removes a file or directory with all it holds; symbolic links are removed, not followed.
   *
   * @param root what is removed; may be absent
   * @throws IOException if something cannot be removed
   */
  public static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path directory, @org.jspecify.annotations.Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
