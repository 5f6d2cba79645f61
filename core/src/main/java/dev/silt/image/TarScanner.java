package dev.silt.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.silt.error.CorruptDataException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.error.UnsupportedFormatException;
import dev.silt.io.ByteSource;
import dev.silt.progress.ProgressMeter;
import java.io.IOException;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.jspecify.annotations.Nullable;

/**
 * Steps through the headers of an image archive: ustar, GNU and PAX long names, links, sizes. Only
 * names, links and where the data lies are of interest here, each read once the header's limits are
 * checked; layers have a model of their own.
 */
final class TarScanner {

  private static final int BLOCK = 512;

  /** What an entry is to an image archive. */
  enum Kind {
    FILE,
    HARD_LINK,
    SYMBOLIC_LINK,
    OTHER
  }

  private final ByteSource archive;
  private final Limits limits;
  private final String what;
  private final byte[] header = new byte[BLOCK];
  private long offset;
  private String name = "";
  private String link = "";
  private Kind kind = Kind.OTHER;
  private long dataOffset;
  private long dataLength;
  private @Nullable String longName;
  private @Nullable String longLink;
  private long paxLength = -1;

  TarScanner(ByteSource archive, Limits limits, String what) {
    this.archive = archive;
    this.limits = limits;
    this.what = what;
  }

  /** Goes to the next entry; false at the archive's end. */
  boolean next() throws IOException {
    longName = null;
    longLink = null;
    paxLength = -1;
    boolean extended = false;
    while (readHeader()) {
      byte type = header[156];
      switch (type) {
        case 'L' -> longName = cutAtNul(readPayload());
        case 'K' -> longLink = cutAtNul(readPayload());
        case 'x' -> readPax(readPayload());
        case 'g' -> {}
        default -> {
          takeEntry(type);
          return true;
        }
      }
      offset = padded(dataOffset, dataLength);
      extended = true;
    }
    if (extended) {
      throw corrupt("archive ends after an extension header (truncated?)");
    }
    return false;
  }

  String name() {
    return name;
  }

  Kind kind() {
    return kind;
  }

  /** The canonical name a link leads to; empty if that lies outside of the archive. */
  String linkTarget(String directory) {
    String target =
        link.startsWith("/") ? TarNames.canonical("", link) : TarNames.canonical(directory, link);
    return target == null || target.isEmpty() ? "/" : target; // "/" is no file's name
  }

  ByteSource data() throws CorruptDataException {
    return archive.slice(dataOffset, dataLength);
  }

  private boolean readHeader() throws IOException {
    ProgressMeter.checkCancelled();
    long left = archive.length() - offset;
    if (left <= 0) {
      if (offset == 0) {
        throw corrupt("the file is empty");
      }
      return false;
    }
    if (left < BLOCK) {
      throw corrupt("not a tar archive, or truncated within a header");
    }
    archive.readFully(offset, header, 0, BLOCK);
    if (isZero(header)) {
      return false;
    }
    if (!isChecksumRight()) {
      throw corrupt(offset == 0 ? "not an image archive (no tar header)" : "damaged tar header");
    }
    dataOffset = offset + BLOCK;
    dataLength = number(124, 12);
    return true;
  }

  private boolean isChecksumRight() {
    try {
      return TarUtils.verifyCheckSum(header);
    } catch (IllegalArgumentException e) {
      return false; // not a number at all
    }
  }

  private void takeEntry(byte type) throws IOException {
    if (type == 'S') {
      throw sparse();
    }
    if (paxLength >= 0) {
      dataLength = paxLength;
    }
    String shortName = text(0, 100);
    String prefix = text(257, 6).equals("ustar") ? text(345, 155) : ""; // GNU has "ustar  "
    name = longName != null ? longName : prefix.isEmpty() ? shortName : prefix + "/" + shortName;
    link = longLink != null ? longLink : text(157, 100);
    kind =
        switch (type) {
          case '0', '7', 0 -> name.endsWith("/") ? Kind.OTHER : Kind.FILE;
          case '1' -> Kind.HARD_LINK;
          case '2' -> Kind.SYMBOLIC_LINK;
          default -> Kind.OTHER;
        };
    if (type >= '1' && type <= '6') {
      dataLength = 0; // whatever the size field says
    }
    offset = padded(dataOffset, dataLength);
  }

  /** The offset after the data and its padding. */
  private long padded(long start, long length) throws CorruptDataException {
    if (length < 0 || length > archive.length() - start) {
      throw corrupt(
          "data of an entry lies outside of the archive (truncated?): length="
              + length
              + ", actual archive length="
              + archive.length());
    }
    return start + (length + BLOCK - 1) / BLOCK * BLOCK;
  }

  private byte[] readPayload() throws IOException {
    LimitExceededException.check(
        what + ": tar header", dataLength, limits.headerLength(), "headerLength");
    padded(dataOffset, dataLength);
    byte[] payload = new byte[(int) dataLength];
    archive.readFully(dataOffset, payload, 0, payload.length);
    return payload;
  }

  private void readPax(byte[] records) throws IOException {
    int position = 0;
    while (position < records.length) {
      int space = position;
      int length = 0;
      while (space < records.length && records[space] >= '0' && records[space] <= '9') {
        length = Math.min(records.length + 1, length * 10 + records[space++] - '0');
      }
      int end = position + length;
      if (space == position
          || space >= records.length
          || records[space] != ' '
          || length > records.length - position
          || end <= space + 1
          || records[end - 1] != '\n') {
        throw corrupt("malformed PAX record");
      }
      takePaxRecord(new String(records, space + 1, end - space - 2, UTF_8));
      position = end;
    }
  }

  private void takePaxRecord(String record) throws IOException {
    int equals = record.indexOf('=');
    String key = record.substring(0, Math.max(0, equals));
    String value = record.substring(equals + 1);
    switch (key) {
      case "path" -> longName = value;
      case "linkpath" -> longLink = value;
      case "size" -> {
        if (!value.matches("[0-9]{1,18}")) {
          throw corrupt("malformed size in a PAX record: actual=" + value);
        }
        paxLength = Long.parseLong(value);
      }
      default -> {
        if (key.startsWith("GNU.sparse.")) {
          throw sparse();
        }
      }
    }
  }

  private long number(int from, int count) throws CorruptDataException {
    try {
      return TarUtils.parseOctalOrBinary(header, from, count);
    } catch (IllegalArgumentException e) {
      throw new CorruptDataException(
          what + ": malformed number in a tar header: offset=" + offset, e);
    }
  }

  private String text(int from, int count) {
    return cutAtNul(Arrays.copyOfRange(header, from, from + count));
  }

  private static String cutAtNul(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 0, end, UTF_8);
  }

  private static boolean isZero(byte[] bytes) {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private UnsupportedFormatException sparse() {
    return new UnsupportedFormatException(
        what + ": image archive with sparse files: offset=" + offset + "; pack it without them");
  }

  private CorruptDataException corrupt(String problem) {
    return new CorruptDataException(what + ": " + problem + ": offset=" + offset);
  }
}
