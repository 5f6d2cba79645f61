package dev.silt.relocate;

import dev.silt.io.LittleEndian;

/**
 * Fields of tables. A record may begin in the block before; what of it lies in this one is found.
 */
final class TableFields {

  private static final int MARGIN = FieldBlock.MARGIN;
  private static final int INDEX = 4;
  private static final long MAX_SIZE = 1L << 31;

  private final FieldFinder block;
  private final Table table;
  private final int from;
  private final int to;
  private final Fields fields;
  private final boolean isShort;
  private final int symbolLength;

  private TableFields(FieldFinder block, Table table, int from, int to, Fields fields) {
    this.block = block;
    this.table = table;
    this.from = from;
    this.to = to;
    this.fields = fields;
    ElfClass shape = block.layout().machine().elfClass();
    this.isShort = shape == ElfClass.BITS_32;
    this.symbolLength = shape.symbolLength();
  }

  /** Finds the fields of a part of a block that is of one table. */
  static void find(FieldFinder block, Table table, int from, int to, Fields fields) {
    TableFields finder = new TableFields(block, table, from, to, fields);
    switch (table.kind()) {
      case SYMBOLS -> finder.records(finder.symbolLength);
      case RELOCATIONS -> finder.records(Table.RELOCATION_LENGTH);
      case RELOCATIONS_IN_PLACE -> finder.relocationsInPlace();
      case BUCKETS -> finder.buckets();
      case FRAMES -> finder.frames();
      case TYPE_LINKS -> finder.links();
      case FUNCTION_INDEX -> finder.functionIndex();
      case GO -> throw new IllegalArgumentException("see GoFields");
    }
  }

  private void records(int length) {
    long passed = (block.offset() + from - table.offset()) % length;
    for (int place = from - (int) passed; place < to; place += length) {
      if (table.kind() == Table.Kind.SYMBOLS && isShort) {
        shortSymbol(place);
      } else if (table.kind() == Table.Kind.SYMBOLS) {
        symbol(place);
      } else {
        relocation(place);
      }
    }
  }

  private void symbol(int place) {
    int name = int32(place);
    if (name != 0) {
      number(place, FieldKind.NAME, name, 1);
    }
    long address = int64(place + 8);
    long size = int64(place + 16);
    if (block.layout().hasAddress(address)) {
      add(place + 8, FieldKind.ADDRESS, address, address);
      if (size > 0 && size < MAX_SIZE) {
        add(place + 16, FieldKind.SIZE, size, address + size - 1);
      }
    }
  }

  private void shortSymbol(int place) {
    int name = int32(place);
    if (name != 0) {
      number(place, FieldKind.NAME, name, 1);
    }
    int value = int32(place + 4);
    long address = Integer.toUnsignedLong(value);
    int size = int32(place + 8);
    if (block.layout().hasAddress(address)) {
      add(place + 4, FieldKind.SHORT_ADDRESS, value, address);
      if (size > 0) {
        // The lowest bit of a function's address says that it is Thumb code.
        add(place + 8, FieldKind.SHORT_SIZE, size, (address & -2) + size - 1);
      }
    }
  }

  private void relocationsInPlace() {
    int place = from + (int) (-(block.offset() + from - table.offset()) & INDEX - 1);
    for (; place + INDEX <= to; place += INDEX) {
      int value = int32(place);
      boolean isAddress = (block.offset() + place - table.offset() & INDEX) == 0;
      long address = Integer.toUnsignedLong(value);
      if (!isAddress && value >>> Byte.SIZE != 0) {
        long destination = table.origin() + (long) (value >>> Byte.SIZE) * symbolLength;
        fields.add(place, FieldKind.SHORT_SYMBOL, value, destination, table.origin(), symbolLength);
      } else if (isAddress && address >= FieldFinder.LEAST_ADDRESS) {
        block.add(place, FieldKind.SHORT_ADDRESS, value, address, fields);
      }
    }
  }

  /** Of what a function has no unwind information, or has it in place, is no reference. */
  private void functionIndex() {
    int place = from + (int) (-(block.offset() + from - table.offset()) & INDEX - 1);
    for (; place + INDEX <= to; place += INDEX) {
      int value = int32(place);
      if (value > 1) {
        long destination = block.address() + place + (value << 1 >> 1);
        block.add(place, FieldKind.SHORT_DISTANCE, value, destination, fields);
      }
    }
  }

  private void relocation(int place) {
    pointer(place);
    int symbol = int32(place + 12);
    if (symbol != 0) {
      number(place + 12, FieldKind.SYMBOL, symbol, symbolLength);
    }
    pointer(place + 16);
  }

  private void pointer(int place) {
    long value = int64(place);
    if (value >= FieldFinder.LEAST_ADDRESS && block.layout().hasAddress(value)) {
      add(place, FieldKind.ADDRESS, value, value);
    }
  }

  private void links() {
    GoTables go = block.layout().go();
    int place = from + (int) (-(block.offset() + from - table.offset()) & INDEX - 1);
    for (; go != null && place + INDEX <= to; place += INDEX) {
      int value = int32(place);
      if (go.isType(table.origin() + value)) {
        number(place, FieldKind.GO_TYPE, value, 1);
      }
    }
  }

  private void buckets() {
    int place = from + (int) (-(block.offset() + from - table.offset()) & INDEX - 1);
    for (; place + INDEX <= to; place += INDEX) {
      int symbol = int32(place);
      if (symbol != 0) {
        number(place, FieldKind.SYMBOL, symbol, symbolLength);
      }
    }
  }

  private void number(int place, FieldKind kind, int value, int unit) {
    if (place >= from && place + kind.length() <= to) {
      long destination = table.origin() + Integer.toUnsignedLong(value) * unit;
      fields.add(place, kind, value, destination, table.origin(), unit);
    }
  }

  /**
   * A function's record: how far back its common part begins, where its code begins, and how long
   * that is. What looks so is taken to be one.
   */
  private void frames() {
    int place = from + (int) (-(block.address() + from) & 3) - 8;
    for (; place + 4 <= to; place += 4) {
      if (block.offset() + place < table.offset()) {
        continue;
      }
      long back = int32(place);
      if (back <= 0 || block.offset() + place - back < table.offset()) {
        continue;
      }
      long begin = block.address() + place + 4 + int32(place + 4);
      int length = int32(place + 8);
      if (length > 0 && isCode(begin) && isCode(begin + length - 1)) {
        add(place, FieldKind.BACK, back, block.address() + place - back);
        add(place + 4, FieldKind.DISTANCE, int32(place + 4), begin);
        add(place + 8, FieldKind.RANGE, length, begin + length - 1);
        place += 8;
      }
    }
  }

  private boolean isCode(long address) {
    long offset = block.layout().offsetOf(address);
    return offset >= 0 && block.layout().isCode(offset);
  }

  private void add(int place, FieldKind kind, long value, long destination) {
    if (place >= from && place + kind.length() <= to) {
      fields.add(place, kind, value, destination);
    }
  }

  private int int32(int place) {
    int at = MARGIN + place;
    return at < 0 || at + 4 > block.bytes().length ? 0 : LittleEndian.getInt(block.bytes(), at);
  }

  private long int64(int place) {
    int at = MARGIN + place;
    return at < 0 || at + 8 > block.bytes().length ? 0 : LittleEndian.getLong(block.bytes(), at);
  }
}
