package io.ringkeeper.balancer.admin;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.ringkeeper.balancer.dataplane.LocalRequest;
import io.ringkeeper.balancer.http.HttpDate;
import io.ringkeeper.balancer.http.OwnAnswer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One connection to the admin port: turns the codec's messages into ours and back. A request that
 * comes before the last one is answered waits for that.
 */
final class AdminHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

  private final AdminEndpoints endpoints;
  private final HttpDate date;
  private CompletionStage<Void> last = CompletableFuture.completedStage(null);

  AdminHandler(AdminEndpoints endpoints, HttpDate date) {
    this.endpoints = endpoints;
    this.date = date;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    if (request.decoderResult().isFailure()) {
      write(ctx, OwnAnswer.error(400, "Request refused: it is not HTTP"), false, date);
      return;
    }
    String uri = request.uri();
    int query = uri.indexOf('?');
    LocalRequest local =
        new LocalRequest(
            request.method().name(),
            query < 0 ? uri : uri.substring(0, query),
            request.headers().get(HttpHeaderNames.ORIGIN),
            request.headers().get(HttpHeaderNames.AUTHORIZATION),
            false,
            ByteBufUtil.getBytes(request.content()));
    boolean toHead = request.method().equals(HttpMethod.HEAD);
    last =
        last.thenCompose(
                before -> endpoints.answer(local, query < 0 ? "" : uri.substring(query + 1)))
            .exceptionally(failure -> OwnAnswer.error(500, "Internal error: " + failure))
            .thenAcceptAsync(answer -> write(ctx, answer, toHead, date), ctx.executor());
  }

  static void write(ChannelHandlerContext ctx, OwnAnswer answer, boolean toHead, HttpDate date) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(answer.status()),
            toHead ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(answer.body()));
    response.headers().set(HttpHeaderNames.DATE, date.now());
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
    for (String field : answer.fields()) {
      int colon = field.indexOf(": ");
      response.headers().set(field.substring(0, colon), field.substring(colon + 2));
    }
    ctx.writeAndFlush(response);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
