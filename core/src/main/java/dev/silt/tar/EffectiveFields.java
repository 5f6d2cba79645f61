package dev.silt.tar;

import dev.silt.error.CorruptDataException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Merges extension headers into the fields of the main header, as Go's reader does. */
final class EffectiveFields {

  private final HeaderBlock main;
  private final EntryFields fields;

  private EffectiveFields(HeaderBlock main, EntryFields fields) {
    this.main = main;
    this.fields = fields;
  }

  /**
   * @param parts of the region, the main header last
   * @param bytes the region
   * @param fields those of the main header; become those that count
   */
  static void merge(List<HeaderRegion.Part> parts, byte[] bytes, EntryFields fields)
      throws CorruptDataException {
    HeaderBlock main = parts.get(parts.size() - 1).header();
    EffectiveFields merger = new EffectiveFields(main, fields);
    if (parts.size() > 1) {
      merger.mergeExtensions(parts, bytes);
    }
    merger.dropSizeWithoutData();
  }

  private void mergeExtensions(List<HeaderRegion.Part> parts, byte[] bytes)
      throws CorruptDataException {
    List<PaxRecord> records = List.of();
    byte[] longName = TarEntry.NO_BYTES;
    byte[] longLink = TarEntry.NO_BYTES;
    for (HeaderRegion.Part part : parts) {
      switch (part.header().type()) {
        case 'x' -> records = part.records();
        case 'L' -> longName = text(part, bytes);
        case 'K' -> longLink = text(part, bytes);
        default -> {
          // the main header
        }
      }
    }
    mergePax(records);
    fields.path = longName.length > 0 ? longName : fields.path;
    fields.linkTarget = longLink.length > 0 ? longLink : fields.linkTarget;
  }

  private static byte[] text(HeaderRegion.Part part, byte[] bytes) {
    int from = part.payloadOffset();
    int to = from + part.payloadLength();
    int nul = PaxRecords.indexOf(bytes, from, to, (byte) 0);
    return Arrays.copyOfRange(bytes, from, nul < 0 ? to : nul);
  }

  private void mergePax(List<PaxRecord> records) throws CorruptDataException {
    Map<PaxKey, byte[]> values = new EnumMap<>(PaxKey.class);
    for (PaxRecord record : records) {
      values.put(PaxKey.of(record.key()), record.value());
    }
    for (Map.Entry<PaxKey, byte[]> value : values.entrySet()) {
      if (value.getValue().length > 0) {
        merge(value.getKey(), value.getValue());
      }
    }
  }

  private void merge(PaxKey key, byte[] value) throws CorruptDataException {
    Owner o = fields.owner;
    switch (key) {
      case PATH -> fields.path = value;
      case LINKPATH -> fields.linkTarget = value;
      case UNAME -> fields.owner = owner(o.uid(), o.gid(), value, o.groupName());
      case GNAME -> fields.owner = owner(o.uid(), o.gid(), o.userName(), value);
      case UID -> fields.owner = owner(number(value), o.gid(), o.userName(), o.groupName());
      case GID -> fields.owner = owner(o.uid(), number(value), o.userName(), o.groupName());
      case SIZE -> fields.dataLength = number(value);
      case MTIME -> mergeTime(value);
      case OTHER -> {
        // sets no field
      }
    }
  }

  private Owner owner(long uid, long gid, byte[] userName, byte[] groupName) {
    return new Owner(uid, gid, userName, groupName, fields.owner.major(), fields.owner.minor());
  }

  private void mergeTime(byte[] value) throws CorruptDataException {
    PaxTime time = PaxTime.parse(value);
    if (time == null) {
      throw main.error("malformed PAX time");
    }
    fields.mtimeSeconds = time.seconds();
    fields.mtimeFraction = time.fraction();
  }

  private long number(byte[] value) throws CorruptDataException {
    try {
      return Long.parseLong(new String(value, StandardCharsets.ISO_8859_1));
    } catch (NumberFormatException e) {
      throw main.error("malformed PAX number");
    }
  }

  private void dropSizeWithoutData() throws CorruptDataException {
    byte type = fields.type;
    boolean directory =
        type == 0 && fields.path.length > 0 && fields.path[fields.path.length - 1] == '/';
    if (type >= '1' && type <= '6' || directory) {
      fields.dataLength = 0;
    } else if (fields.dataLength < 0) {
      throw main.error("negative size");
    }
  }
}
