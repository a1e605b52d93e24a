package io.ringkeeper.balancer.dataplane;

import io.netty.buffer.ByteBuf;
import io.ringkeeper.balancer.http.Chunks;

/** Takes the chunk framing off a body, for a client that speaks HTTP/1.0. */
final class Dechunker {

  private final Chunks chunks = new Chunks();

  void reset() {
    chunks.reset();
  }

  /** The data in {@code part}, of which the framing is known to be sound; releases it. */
  ByteBuf strip(ByteBuf part) {
    ByteBuf data = part.alloc().buffer(part.readableBytes());
    while (part.isReadable()) {
      int count = (int) Math.min(chunks.dataAhead(), part.readableBytes());
      if (count > 0) {
        chunks.skip(count);
        data.writeBytes(part, count);
      } else {
        chunks.accept(part.readByte());
      }
    }
    part.release();
    return data;
  }
}
