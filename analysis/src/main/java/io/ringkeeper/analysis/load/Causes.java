package io.ringkeeper.analysis.load;

import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.util.Locale;

/** What an error of the network means. Some of them differ by nothing but their text. */
final class Causes {

  private Causes() {}

  static LoadError ofConnecting(Throwable cause) {
    String text = text(cause);
    if (cause instanceof ConnectTimeoutException || text.contains("timed out")) {
      return LoadError.CONNECT_TIMEOUT;
    }
    if (cause instanceof NoRouteToHostException || text.contains("unreachable")) {
      return LoadError.UNREACHABLE;
    }
    if (text.contains("too many open files") || text.contains("cannot assign requested address")) {
      return LoadError.NO_SOCKET;
    }
    if (cause instanceof ConnectException) {
      return LoadError.REFUSED;
    }
    return text.contains("reset") ? LoadError.RESET : LoadError.OTHER;
  }

  static LoadError ofTalking(Throwable cause) {
    String text = text(cause);
    boolean reset = text.contains("reset") || text.contains("broken pipe");
    return reset ? LoadError.RESET : LoadError.OTHER;
  }

  private static String text(Throwable cause) {
    return String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
  }
}
