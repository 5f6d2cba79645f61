package dev.silt.tar;

import dev.silt.tar.HeaderRegion.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the form of a region: for each field the first rule that gives exactly its bytes, tried in
 * an order that gives few different forms. Where several rules do, the one of a form found before
 * is preferred.
 *
 * <p>Both sides of a delta find the forms of base entries with this code, so which rule it finds is
 * part of the delta format (docs/format.md, "Forms of base entries"): a change here needs a new
 * version of the format. Golden deltas tell.
 */
final class FormFinder {

  private final TarEntry entry;
  private final HeaderRegion region;
  private final List<byte[]> literals = new ArrayList<>(0);

  private FormFinder(TarEntry entry, HeaderRegion region) {
    this.entry = entry;
    this.region = region;
  }

  /**
   * @param region a region that parsed
   * @param raw its entry in raw form
   * @param hint a form to prefer
   * @return the entry with a form that gives the region's bytes; {@code raw} if there is none
   */
  static TarEntry find(HeaderRegion region, TarEntry raw, @Nullable HeaderForm hint) {
    if (region.isDangling() || region.parts().size() > FormBytes.MAX_BLOCKS) {
      return raw;
    }
    FormFinder finder = new FormFinder(raw, region);
    HeaderForm form = finder.form(hint);
    byte[][] literals =
        finder.literals.isEmpty() ? TarEntry.NO_LITERALS : finder.literals.toArray(new byte[0][]);
    return new TarEntry(region.fields(), form, literals, null);
  }

  private HeaderForm form(@Nullable HeaderForm hint) {
    List<Part> parts = region.parts();
    boolean same = hint != null && hint.blocks().size() == parts.size();
    List<BlockForm> blocks = new ArrayList<>(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      BlockForm hintBlock = hint != null && i < hint.blocks().size() ? hint.blocks().get(i) : null;
      BlockForm block = block(parts.get(i), hintBlock);
      same &= Objects.equals(block, hintBlock);
      blocks.add(block);
    }
    return same && hint != null ? hint : HeaderForm.of(blocks);
  }

  private static int kind(Part part, byte[] bytes) {
    if (part.isGlobal()) {
      return BlockForm.GLOBAL;
    }
    if (!part.isMain()) {
      return part.header().type();
    }
    return part.payloadOffset() < bytes.length ? BlockForm.SPARSE : BlockForm.MAIN;
  }

  private BlockForm block(Part part, @Nullable BlockForm hint) {
    int kind = kind(part, region.bytes());
    @Nullable BlockForm preferred = hint != null && hint.kind() == kind ? hint : null;
    FieldFinder fields = new FieldFinder(entry, region.bytes(), part, kind > BlockForm.SPARSE);
    FieldRule[] rules = new FieldRule[HeaderField.count()];
    boolean same = preferred != null;
    for (int i = 0; i < rules.length; i++) {
      HeaderField field = HeaderField.at(i);
      FieldRule hintRule = preferred == null ? null : preferred.rule(i);
      rules[i] = fields.rule(field, hintRule);
      same &= Objects.equals(rules[i], hintRule);
      if (rules[i].isLiteral()) {
        literals.add(fields.literal(field));
      }
    }
    @Nullable PayloadRule payload = kind == BlockForm.MAIN ? null : payload(part, kind);
    same &= preferred != null && Objects.equals(payload, preferred.payload());
    return same && preferred != null ? preferred : new BlockForm(kind, rules, payload);
  }

  private PayloadRule payload(Part part, int kind) {
    byte[] bytes = region.bytes();
    int from = part.payloadOffset();
    int to = part.isMain() ? bytes.length : from + part.payloadLength();
    if (kind == 'x' && isPlain(part)) {
      return records(part.records());
    }
    for (int code = PayloadRule.PATH_NUL; code < PayloadRule.END; code++) {
      PayloadRule rule = PayloadRule.of(code);
      byte[] known = rule.payloadOf(entry);
      if (known != null && Arrays.equals(bytes, from, to, known, 0, known.length)) {
        return rule;
      }
    }
    literals.add(Arrays.copyOfRange(bytes, from, to));
    return PayloadRule.of(PayloadRule.LITERAL);
  }

  /** Whether the records are few and their lengths are written in the usual, shortest way. */
  private static boolean isPlain(Part part) {
    long length = 0;
    for (PaxRecord record : part.records()) {
      if (record.key().length > FormBytes.MAX_KEY) {
        return false;
      }
      length += PaxRecords.length(record.key().length, record.value().length);
    }
    return length == part.payloadLength() && part.records().size() <= PayloadRule.MAX_RECORDS;
  }

  private PayloadRule records(List<PaxRecord> records) {
    List<byte[]> keys = new ArrayList<>(records.size());
    boolean[] derived = new boolean[records.size()];
    for (PaxRecord record : records) {
      PaxKey key = PaxKey.of(record.key());
      boolean known = key != PaxKey.OTHER && Arrays.equals(key.valueOf(entry), record.value());
      derived[keys.size()] = known;
      keys.add(record.key());
      if (!known) {
        literals.add(record.value());
      }
    }
    return new PayloadRule(PayloadRule.RECORDS, keys, derived);
  }
}
