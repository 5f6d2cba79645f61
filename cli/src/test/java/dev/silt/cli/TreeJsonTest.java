package dev.silt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.TreeEntry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TreeJsonTest {

  @Test
  void oneObjectALine() throws IOException {
    assertThat(json(Entries.directory("", 0755), Entries.file("a", 04755, 3)))
        .isEqualTo(
            """
            {"path":"","type":"d","mode":"0755","uid":0,"gid":0,"userName":"root",\
            "groupName":"root","length":0,"mtimeSeconds":1000000000,"mtimeNanos":0}
            {"path":"a","type":"-","mode":"4755","uid":0,"gid":0,"userName":"root",\
            "groupName":"root","length":3,"mtimeSeconds":1000000000,"mtimeNanos":0}
            """);
  }

  @Test
  void namesAreEscapedAndExactBytesKept() throws IOException {
    assertThat(json(Entries.file("q\"\\\n\t\001caf\u00c3\u00a9", 0644, 0)))
        .contains("\"path\":\"q\\\"\\\\\\n\\t\\u0001caf\\u00E9\",\"type\"");
    assertThat(json(Entries.file("caf\u00e9", 0644, 0)))
        .contains("\"path\":\"caf\\uFFFD\",\"pathBase64\":\"Y2Fm6Q==\",\"type\"");
    assertThat(json(Entries.symbolicLink("l", "\u00ff")))
        .contains("\"linkTarget\":\"\\uFFFD\",\"linkTargetBase64\":\"/w==\"");
    assertThat(json(Entries.hardLink("l", "first"))).contains("\"hardLinkOf\":\"first\"");
    assertThat(json(Entries.device("d", 'b', 8, 1)))
        .contains("\"deviceMajor\":8,\"deviceMinor\":1}");
  }

  @Test
  void attributesAreSortedAndInBase64() throws IOException {
    TreeEntry entry =
        new TreeEntry(
            Entries.bytes("f"),
            '-',
            0644,
            1,
            2,
            "",
            "",
            9L << 32,
            -5,
            999_999_999,
            null,
            null,
            0,
            0,
            Map.of("user.b", new byte[] {0, (byte) 0xff}, "user.a", new byte[0]),
            "ab");
    assertThat(json(entry))
        .contains("\"length\":38654705664,\"mtimeSeconds\":-5,\"mtimeNanos\":999999999")
        .endsWith("\"xattrs\":{\"user.a\":\"\",\"user.b\":\"AP8=\"},\"sha256\":\"ab\"}\n");
  }

  private static String json(TreeEntry... entries) throws IOException {
    StringWriter out = new StringWriter();
    LsCommand.printJson(List.of(entries), new PrintWriter(out));
    return out.toString();
  }
}
