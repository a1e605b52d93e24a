package io.ringkeeper.balancer.admin;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.ringkeeper.balancer.dataplane.LocalRequest;
import io.ringkeeper.balancer.http.HttpDate;
import io.ringkeeper.balancer.http.OwnAnswer;

/** Makes whole requests; one with too long a body is refused as the contract has it. */
final class BodyCollector extends HttpObjectAggregator {

  private final HttpDate date;

  BodyCollector(HttpDate date) {
    super(LocalRequest.MAX_BODY);
    this.date = date;
  }

  /** What still comes of the body is read over, so that the client can read the answer. */
  @Override
  protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
    String message = "Body is longer than " + LocalRequest.MAX_BODY + " bytes";
    AdminHandler.write(ctx, OwnAnswer.error(413, message), false, date);
  }
}
