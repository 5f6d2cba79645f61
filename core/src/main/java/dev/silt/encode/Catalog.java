package dev.silt.encode;

import dev.silt.delta.ContentRef;
import dev.silt.hash.Digest;
import dev.silt.io.ByteSource;
import dev.silt.scan.LayerScan;
import dev.silt.tar.TarEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The contents of the rebuilt layers by digest: which the base has, which are new. New ones are
 * numbered in the order of first use. Not safe for several threads while it grows.
 */
final class Catalog {

  private final EncodeBase base;
  private final Digest[] baseDigests;
  private final Map<Digest, Integer> baseFiles = new HashMap<>();
  private final Map<Digest, Integer> newNumbers = new HashMap<>();
  private final List<NewContent> newContents = new ArrayList<>();

  Catalog(EncodeBase base) {
    this.base = base;
    this.baseDigests = new Digest[Arrays.stream(base.fileCounts()).sum()];
    for (int file = 0; file < baseDigests.length; file++) {
      baseDigests[file] = base.digest(file);
      baseFiles.putIfAbsent(baseDigests[file], file);
    }
  }

  /** The content of a file of a target layer. */
  ContentRef file(LayerScan layer, int file, TarEntry entry) throws IOException {
    return find(layer.digest(file), entry.path(), layer.content(file));
  }

  /** What follows the zeros at a layer's end. */
  ContentRef tail(LayerScan layer) throws IOException {
    if (layer.tailLength() == 0) {
      return ContentRef.NONE;
    }
    ByteSource tail = layer.tail();
    return find(digest(tail), new byte[0], tail);
  }

  private ContentRef find(Digest digest, byte[] path, ByteSource source) {
    Integer known = baseFiles.get(digest);
    if (known != null) {
      return ContentRef.ofBase(known);
    }
    return newContent(digest, path, source);
  }

  /** A content that the base lacks, or has where it does not count. */
  ContentRef newContent(Digest digest, byte[] path, ByteSource source) {
    Integer number = newNumbers.get(digest);
    if (number == null) {
      number = newContents.size();
      newNumbers.put(digest, number);
      newContents.add(new NewContent(path, digest, source, false));
    }
    return ContentRef.ofNew(number);
  }

  /** {@return who has a digest, of the base only what may be used; null if nobody} */
  @Nullable ContentRef find(Digest digest, UsableBase usable) {
    int known = usable.file(baseFiles.getOrDefault(digest, -1));
    if (known >= 0) {
      return ContentRef.ofBase(known);
    }
    Integer number = newNumbers.get(digest);
    return number == null ? null : ContentRef.ofNew(number);
  }

  /** Adds a content that no entry has. */
  int append(NewContent content) {
    int number = newContents.size();
    newNumbers.putIfAbsent(content.digest(), number);
    newContents.add(content);
    return number;
  }

  /** What is coded in place of a content; its digest still finds it. */
  void replace(int number, NewContent content) {
    newContents.set(number, content);
  }

  private static Digest digest(ByteSource source) throws IOException {
    var sha256 = Digest.newSha256();
    byte[] buffer = new byte[1 << 16];
    int n;
    for (long offset = 0; (n = source.read(offset, buffer, 0, buffer.length)) > 0; offset += n) {
      sha256.update(buffer, 0, n);
    }
    return Digest.ofSha256(sha256.digest());
  }

  List<NewContent> newContents() {
    return newContents;
  }

  NewContent newContent(int number) {
    return newContents.get(number);
  }

  /** Whether two references mean the same bytes. */
  boolean same(ContentRef guess, ContentRef actual) {
    if (guess.equals(actual)) {
      return true;
    }
    Digest first = digestOf(guess);
    Digest second = digestOf(actual);
    return first != null && second != null && first.equals(second);
  }

  private @Nullable Digest digestOf(ContentRef ref) {
    return switch (ref.kind()) {
      case NONE -> null;
      case BASE -> baseDigests[ref.number()];
      case NEW -> ref.number() < newContents.size() ? newContents.get(ref.number()).digest() : null;
    };
  }

  EncodeBase base() {
    return base;
  }
}
