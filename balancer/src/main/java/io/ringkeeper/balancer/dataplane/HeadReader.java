package io.ringkeeper.balancer.dataplane;

import io.netty.buffer.ByteBuf;
import io.ringkeeper.balancer.http.Head;

/** Moves bytes that have arrived into a head. */
final class HeadReader {

  /** How much is copied at a time: more than most heads, and little of a body that follows. */
  private static final int STEP = 2 * 1024;

  private HeadReader() {}

  /** Reads on; what follows a complete head stays in {@code in}, and all that is refused does. */
  static Head.Progress read(Head head, ByteBuf in) {
    int before = head.length();
    int count = head.room(Math.min(in.readableBytes(), STEP));
    in.getBytes(in.readerIndex(), head.bytes(), before, count);
    head.append(count);
    Head.Progress progress = head.parse();
    switch (progress) {
      case INCOMPLETE -> in.skipBytes(count);
      case COMPLETE -> in.skipBytes(head.end() - before);
      case REFUSED -> {}
    }
    return progress;
  }
}
