package dev.silt.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.delta.Op;
import dev.silt.delta.OpList;
import dev.silt.hash.Digest;
import dev.silt.io.ByteSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ContentOrderTest {

  private static NewContent content(String path, int length, boolean elf) {
    byte[] bytes = new byte[length];
    byte[] head = elf ? new byte[] {0x7f, 'E', 'L', 'F'} : new byte[] {1, 2, 3};
    System.arraycopy(head, 0, bytes, 0, Math.min(length, head.length));
    return new NewContent(
        path.getBytes(StandardCharsets.UTF_8),
        Digest.ofSha256(new byte[32]),
        ByteSource.of(bytes),
        false);
  }

  private static final List<NewContent> CONTENTS =
      List.of(
          content("bin/zoo", 9000, true),
          content("doc/b.txt", 700, false),
          content("bin/ant", 9001, true),
          content("lib.d/plain", 2, false),
          content("doc/a.txt", 800, false),
          content("doc/a.html", 900, false),
          content("lib/small.so.1", 4, true),
          content("doc/b.txt", 700, false));

  private static List<Integer> order(@Nullable OpList ops) throws IOException {
    return ContentOrder.of(CONTENTS, Collections.nCopies(CONTENTS.size(), ops));
  }

  @Test
  void textBySuffixThenProgramsByLength() throws IOException {
    assertThat(order(null)).containsExactly(3, 5, 4, 1, 7, 6, 0, 2);
  }

  @Test
  void fewLiteralsAreNotWorthAnOrder() throws IOException {
    OpList few = new OpList();
    few.add(Op.INSERT, 511, 0);
    few.add(Op.COPY, 100_000, 0);
    assertThat(order(few)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    OpList more = new OpList();
    more.add(Op.INSERT, 512, 0);
    assertThat(order(more)).startsWith(3, 5);
  }
}
