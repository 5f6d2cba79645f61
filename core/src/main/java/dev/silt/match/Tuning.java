package dev.silt.match;

final class Tuning {
  static final int DROP = Integer.getInteger("drop", 64);
  static final int EQUAL = Integer.getInteger("equal", 1);
  static final int DIFFERENT = Integer.getInteger("different", 1);
  static final int COPY = Integer.getInteger("copy", 16);
  static final int RESUME = Integer.getInteger("resume", 32);
  static final int RESUME_RUN = Integer.getInteger("resumeRun", 24);
  static final int STRIDE = Integer.getInteger("stride", 32);
  static final int KEEP = Integer.getInteger("keep", 8);
  static final int COST = Integer.getInteger("cost", 8);
  static final int COST_SAME = Integer.getInteger("costSame", 3);

  static long cost(long distance) {
    return distance == 0
        ? COST_SAME
        : COST + (70 - Long.numberOfLeadingZeros(Math.abs(distance))) / 8;
  }

  private Tuning() {}
}
