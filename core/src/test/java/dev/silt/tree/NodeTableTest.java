package dev.silt.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.error.LimitExceededException;
import dev.silt.tar.TarBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NodeTableTest {

  /** Random additions and removals, against a set of paths. */
  @Test
  void isASetOfPaths() throws Exception {
    SplittableRandom random = new SplittableRandom(5);
    NodeTable table = new NodeTable(0, 1 << 20);
    TreeSet<String> expected = new TreeSet<>();
    for (int i = 0; i < 30_000; i++) {
      StringBuilder path = new StringBuilder();
      int node = 0;
      int last = 0;
      for (int depth = random.nextInt(1, 5); depth > 0; depth--) {
        String name = "n" + random.nextInt(12);
        path.append('/').append(name);
        last = table.find(node, TarBytes.bytes(name));
        if (last == NodeTable.NONE) {
          last = table.add(node, TarBytes.bytes(name), 0);
          expected.add(path.toString());
        }
        node = last;
      }
      if (random.nextInt(10) == 0) {
        table.remove(last);
        String removed = path.toString();
        expected.removeIf(p -> p.equals(removed) || p.startsWith(removed + "/"));
      }
    }
    assertThat(table.count()).isEqualTo(expected.size() + 1);
    List<String> actual = new ArrayList<>();
    collect(table, 0, "", actual);
    assertThat(actual).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static void collect(NodeTable table, int node, String path, List<String> into) {
    for (int c = table.firstChild(node); c != NodeTable.NONE; c = table.nextSibling(c)) {
      String below = path + "/" + new String(table.name(c), StandardCharsets.UTF_8);
      into.add(below);
      collect(table, c, below, into);
    }
  }

  /** A hundred thousand levels: nothing recurses. */
  @Test
  void mayBeDeep() throws LimitExceededException {
    NodeTable table = new NodeTable(0, 1 << 20);
    int top = table.add(0, new byte[] {'a'}, 0);
    int node = top;
    for (int i = 0; i < 100_000; i++) {
      node = table.add(node, new byte[] {'a'}, 0);
    }
    assertThat(TreeOrder.of(table).parents).hasSize(100_002);
    table.remove(top);
    assertThat(table.count()).isEqualTo(1);
  }
}
