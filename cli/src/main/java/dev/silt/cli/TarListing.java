package dev.silt.cli;

import dev.silt.TreeEntry;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Entries as lines, in the form of GNU {@code tar tv}: mode, owner, length or device numbers, time
 * in UTC, name. The width of owner and length grows with the lines seen, as it does there.
 */
final class TarListing {

  private static final int OWNER_WIDTH = 19;
  private static final int DIGEST_LENGTH = 64;
  private final boolean digests;
  private int width = OWNER_WIDTH;

  /**
   * Starts a listing.
   *
   * @param digests whether each line shows the content's SHA-256 (or a dash) before the name
   */
  TarListing(boolean digests) {
    this.digests = digests;
  }

  /** {@return the line of one entry, without an end} */
  String line(TreeEntry entry) {
    String owner =
        owner(entry.userName(), entry.uid()) + "/" + owner(entry.groupName(), entry.gid());
    String length = length(entry);
    width = Math.max(width, owner.length() + 1 + length.length());
    StringBuilder line = new StringBuilder(128);
    line.append(mode(entry)).append(' ').append(owner).append(' ');
    line.append(" ".repeat(width - owner.length() - 1 - length.length())).append(length);
    line.append(' ').append(time(entry.mtimeSeconds())).append(' ');
    if (digests) {
      String digest = entry.sha256() == null ? "-" : entry.sha256();
      line.append(digest).append(" ".repeat(Math.max(0, DIGEST_LENGTH - digest.length()) + 1));
    }
    return line.append(name(entry)).toString();
  }

  /** {@return type and permissions as ten characters; a further name of a file is an {@code h}} */
  static String mode(TreeEntry entry) {
    int mode = entry.mode();
    StringBuilder text = new StringBuilder(10);
    text.append(entry.hardLinkOf() == null ? entry.type() : 'h');
    triple(text, mode >> 6, (mode & 04000) != 0, 's');
    triple(text, mode >> 3, (mode & 02000) != 0, 's');
    triple(text, mode, (mode & 01000) != 0, 't');
    return text.toString();
  }

  private static void triple(StringBuilder text, int bits, boolean special, char letter) {
    text.append((bits & 4) != 0 ? 'r' : '-').append((bits & 2) != 0 ? 'w' : '-');
    boolean executable = (bits & 1) != 0;
    if (special) {
      text.append(executable ? letter : Character.toUpperCase(letter));
    } else {
      text.append(executable ? 'x' : '-');
    }
  }

  private static String owner(String name, long id) {
    return name.isEmpty() ? Long.toString(id) : Names.quote(name.getBytes(StandardCharsets.UTF_8));
  }

  private static String length(TreeEntry entry) {
    if (entry.hardLinkOf() != null) {
      return "0";
    }
    return switch (entry.type()) {
      case 'b', 'c' -> entry.deviceMajor() + "," + entry.deviceMinor();
      default -> Long.toString(entry.length());
    };
  }

  /** Written by hand for the years of today: a formatter takes longer to load than to list. */
  private static String time(long seconds) {
    try {
      LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
      if (time.getYear() < 1000 || time.getYear() > 9999) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).format(time);
      }
      StringBuilder text = new StringBuilder(16).append(time.getYear());
      two(text.append('-'), time.getMonthValue());
      two(text.append('-'), time.getDayOfMonth());
      two(text.append(' '), time.getHour());
      two(text.append(':'), time.getMinute());
      return text.toString();
    } catch (DateTimeException e) {
      return Long.toString(seconds); // beyond the calendar
    }
  }

  private static void two(StringBuilder text, int number) {
    text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  private static String name(TreeEntry entry) {
    String name = entry.path().length == 0 ? "." : Names.quote(entry.path());
    byte[] hardLink = entry.hardLinkOf();
    byte[] target = entry.linkTarget();
    if (hardLink != null) {
      return name + " link to " + Names.quote(hardLink);
    } else if (entry.type() == 'l' && target != null) {
      return name + " -> " + Names.quote(target);
    }
    return entry.type() == 'd' ? name + "/" : name;
  }
}
