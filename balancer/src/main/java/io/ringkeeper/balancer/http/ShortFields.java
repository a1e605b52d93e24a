package io.ringkeeper.balancer.http;

/** What a head keeps that may no longer be long: its first line, and fields as far as they fit. */
final class ShortFields {

  /** The part of the room that the first line may take; it is cut where it is longer. */
  private static final int FIRST_LINE = 2;

  private ShortFields() {}

  /** The most that is kept of a first line, where there is so much room. */
  static int firstLine(int room) {
    return room / FIRST_LINE;
  }

  /**
   * Copies what is kept, and lets the numbers of its fields tell where they are then.
   *
   * @param fields as {@link Head} describes them, for each {@code stride} numbers of which all but
   *     the last are places, and the last but one is the end of its line
   * @return how many fields there are now
   */
  static int keep(byte[] from, byte[] to, int[] fields, int count, int stride) {
    int end = Math.min(count == 0 ? to.length : fields[0], firstLine(to.length));
    System.arraycopy(from, 0, to, 0, end);
    int kept = 0;
    for (int field = 0; field < count * stride; field += stride) {
      int begin = fields[field];
      int length = fields[field + stride - 2] - begin;
      if (end + length <= to.length) {
        System.arraycopy(from, begin, to, end, length);
        for (int i = 0; i < stride - 1; i++) {
          fields[kept * stride + i] = fields[field + i] - begin + end;
        }
        fields[kept * stride + stride - 1] = fields[field + stride - 1];
        kept++;
        end += length;
      }
    }
    return kept;
  }
}
