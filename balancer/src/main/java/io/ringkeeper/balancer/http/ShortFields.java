package io.ringkeeper.balancer.http;

/**
 * What a head keeps that may no longer be long: its first line, and the first field of each of a
 * few names. Each has its part of the room, so that none is lost because others are long.
 */
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
   * @param fields as {@link Head} describes them, {@code stride} numbers for each
   * @param names in lower case; a value is cut where it is longer than its part of the room
   * @return how many fields there are now
   */
  static int keep(byte[] from, byte[] to, int[] fields, int count, int stride, byte[]... names) {
    int most = firstLine(to.length);
    int end = Math.min(count == 0 ? most : fields[0], most);
    System.arraycopy(from, 0, to, 0, end);
    int kept = 0;
    long seen = 0;
    for (int field = 0; field < count * stride; field += stride) {
      long name = bitOf(names, from, fields[field], fields[field + 1]);
      if ((name & ~seen) != 0) {
        seen |= name;
        int target = stride * kept++;
        int nameLength = fields[field + 1] - fields[field];
        int room = (to.length - most) / names.length - nameLength;
        int length = Math.min(room, fields[field + 3] - fields[field + 2]);
        System.arraycopy(from, fields[field], to, end, nameLength);
        System.arraycopy(from, fields[field + 2], to, end + nameLength, length);
        fields[target] = end;
        fields[target + 1] = end + nameLength;
        fields[target + 2] = end + nameLength;
        end += nameLength + length;
        fields[target + 3] = end;
        fields[target + 4] = end;
        fields[target + 5] = fields[field + 5];
      }
    }
    return kept;
  }

  /** One bit for each name, or none. */
  private static long bitOf(byte[][] names, byte[] bytes, int from, int to) {
    for (int i = 0; i < names.length; i++) {
      if (Bytes.equalsIgnoreCase(names[i], bytes, from, to)) {
        return 1L << i;
      }
    }
    return 0;
  }
}
