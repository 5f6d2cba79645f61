package dev.silt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.TreeEntry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TarListingTest {

  @Test
  void listsEveryType() {
    List<TreeEntry> entries =
        List.of(
            Entries.directory("", 0755),
            Entries.directory("dir", 01777),
            Entries.file("dir/caf\u00e9\n", 04755, 12345),
            Entries.hardLink("dir/more", "dir/caf\u00e9\n"),
            Entries.symbolicLink("link", "dir/\\x"),
            Entries.device("sda", 'b', 8, 0),
            Entries.device("tty", 'c', 5, 0),
            Entries.device("pipe", 'p', 0, 0),
            Entries.owned("big", 3000000, 3000001, "", "", -1));
    assertThat(text(entries, false))
        .isEqualTo(
            """
            drwxr-xr-x root/root         0 2001-09-09 01:46 ./
            drwxrwxrwt root/root         0 2001-09-09 01:46 dir/
            -rwsr-xr-x root/root     12345 2001-09-09 01:46 dir/caf\\351\\n
            hrw-r--r-- root/root         0 2001-09-09 01:46 dir/more link to dir/caf\\351\\n
            lrwxrwxrwx root/root         0 2001-09-09 01:46 link -> dir/\\\\x
            brw-rw---- root/disk       8,0 2001-09-09 01:46 sda
            crw-rw---- root/disk       5,0 2001-09-09 01:46 tty
            prw-rw---- root/disk         0 2001-09-09 01:46 pipe
            -rw------- 3000000/3000001   1 1969-12-31 23:59 big
            """);
  }

  @Test
  void digestsStandBeforeTheName() {
    String digest = "0123456789abcdef".repeat(4);
    TreeEntry file =
        new TreeEntry(
            Entries.bytes("f"),
            '-',
            0644,
            0,
            0,
            "root",
            "root",
            1,
            Entries.TIME,
            0,
            null,
            null,
            0,
            0,
            Map.of(),
            digest);
    List<String> lines = text(List.of(file, Entries.directory("d", 0755)), true).lines().toList();
    assertThat(lines.get(0)).endsWith("01:46 " + digest + " f");
    assertThat(lines.get(1)).endsWith("01:46 -" + " ".repeat(64) + "d/");
  }

  @Test
  void widthGrowsWithTheLinesSeenAndOddTimesAreNumbers() {
    List<TreeEntry> entries =
        List.of(
            Entries.owned("a", 1, 2, "", "", 0),
            Entries.owned("b", 1, 2, "a-very-long-user-name", "and\tgroup", 0),
            Entries.owned("c", 1, 2, "", "", Long.MAX_VALUE));
    assertThat(text(entries, false))
        .isEqualTo(
            """
            -rw------- 1/2               1 1970-01-01 00:00 a
            -rw------- a-very-long-user-name/and\\tgroup 1 1970-01-01 00:00 b
            -rw------- 1/2                              1 9223372036854775807 c
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "0000, ----------",
    "0777, -rwxrwxrwx",
    "7777, -rwsrwsrwt",
    "7000, ---S--S--T",
    "2750, -rwxr-s---",
    "1666, -rw-rw-rwT",
  })
  void modes(String octal, String expected) {
    TreeEntry entry = Entries.file("f", Integer.parseInt(octal, 8), 0);
    assertThat(TarListing.mode(entry)).isEqualTo(expected);
  }

  private static String text(List<TreeEntry> entries, boolean digests) {
    StringWriter out = new StringWriter();
    LsCommand.printText(entries, digests, new PrintWriter(out));
    return out.toString();
  }
}
