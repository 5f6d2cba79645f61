package dev.silt.fuzz;

import dev.silt.damage.TinyPairs;
import dev.silt.testing.Bytes;
import dev.silt.testing.FileSet;
import dev.silt.testing.HeaderStyle;
import dev.silt.testing.ImageBytes;
import dev.silt.testing.ImagePair;
import dev.silt.testing.Item;
import dev.silt.testing.LayerCodec;
import dev.silt.testing.OciForm;
import dev.silt.testing.TarShape;
import dev.silt.testing.TarWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Where the fuzzer starts from. Stateless. */
final class Seeds {

  private static final Path REGRESSION = Path.of("src/test/resources/regression");

  private Seeds() {}

  /** {@return the findings of a target, as they lie in the source tree} */
  static List<byte[]> regression(String target) throws IOException {
    List<byte[]> found = new ArrayList<>();
    Path directory = REGRESSION.resolve(target);
    if (Files.isDirectory(directory)) {
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : (Iterable<Path>) files.sorted()::iterator) {
          found.add(Files.readAllBytes(file));
        }
      }
    }
    return found;
  }

  /** {@return tar streams in every header style} */
  static List<byte[]> tars() {
    List<byte[]> tars = new ArrayList<>();
    for (HeaderStyle style : HeaderStyle.values()) {
      List<Item> items = new ArrayList<>();
      items.add(Item.directory("dir/"));
      items.add(Item.file("dir/file", new byte[600]).withOwner(3_000_000, 5, "me", "us"));
      items.add(Item.file("d/" + "x".repeat(160), new byte[1]).withTime(-5, "25"));
      items.add(Item.symlink("dir/link", "t".repeat(120)));
      items.add(Item.hardLink("dir/hard", "dir/file"));
      items.add(Item.of("dir/null", '3').withDevice(1, 3));
      items.add(Item.of("fifo", '6').withXattrs(Map.of("user.a", "b=\n\u00ff")));
      items.replaceAll(item -> item.withStyle(style));
      tars.add(TarWriter.write(items, TarShape.PLAIN));
    }
    TarShape odd = new TarShape(9, 1, 1, new byte[] {1, 2, 3}, "comment", true);
    tars.add(TarWriter.write(List.of(Item.file("a", new byte[3])), odd));
    return tars;
  }

  /** {@return inputs of {@link ArchiveTarget}} */
  static List<byte[]> archives() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (byte[] tar : tars()) {
      seeds.add(kind(7, tar));
    }
    for (LayerCodec codec : LayerCodec.values()) {
      seeds.add(kind(2, codec.encode(new byte[1024], new SplittableRandom(8))));
    }
    FileSet good = ArchiveTarget.good();
    good.files()
        .forEach(
            (name, bytes) -> {
              int kind = name.equals("index.json") ? 3 : bytes.length == 1024 ? 1 : 4;
              seeds.add(kind(kind, bytes));
              seeds.add(kind(kind + 1, bytes));
            });
    seeds.add(kind(0, good.tar(new SplittableRandom(4))));
    seeds.add(
        kind(6, Bytes.latin1("[{\"Config\":\"b\",\"RepoTags\":[\"a/b:c\"],\"Layers\":[\"a\"]}]")));
    for (ImagePair pair : TinyPairs.all()) {
      ImageBytes image = pair.target().render();
      FileSet files = new OciForm(new SplittableRandom(3), true).files(image, true);
      seeds.add(kind(0, files.tar(new SplittableRandom(4))));
    }
    return seeds;
  }

  private static byte[] kind(int kind, byte[] bytes) {
    return Bytes.concat(new byte[] {(byte) kind}, bytes);
  }
}
