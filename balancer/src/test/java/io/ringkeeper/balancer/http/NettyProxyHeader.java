package io.ringkeeper.balancer.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import java.net.InetAddress;

/** How Netty reads the header of a proxied connection. */
final class NettyProxyHeader {

  private NettyProxyHeader() {}

  /** In the words of {@link ProxyHeaderTest}; {@code no answer} where it wants something else. */
  static String read(String text) {
    EmbeddedChannel channel = new EmbeddedChannel(new HAProxyMessageDecoder());
    try {
      channel.writeInbound(Unpooled.copiedBuffer(text, ISO_8859_1));
      HAProxyMessage message = channel.readInbound();
      if (message == null) {
        return "incomplete";
      }
      try {
        return told(message);
      } finally {
        message.release();
      }
    } catch (DecoderException e) {
      return "no answer";
    } finally {
      channel.finishAndReleaseAll();
    }
  }

  private static String told(HAProxyMessage message) {
    HAProxyProxiedProtocol protocol = message.proxiedProtocol();
    boolean known =
        protocol == HAProxyProxiedProtocol.TCP4 || protocol == HAProxyProxiedProtocol.TCP6;
    if (message.command() == HAProxyCommand.LOCAL || !known) {
      return "?";
    }
    return "%s:%d > %s:%d"
        .formatted(
            address(message.sourceAddress()),
            message.sourcePort(),
            address(message.destinationAddress()),
            message.destinationPort());
  }

  private static IpAddress address(String text) {
    return IpAddress.of(InetAddress.ofLiteral(text).getAddress());
  }
}
