package io.ringkeeper.balancer.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringkeeper.balancer.engine.EngineException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandshakeTest {

  private static final Endpoint ENDPOINT = new Endpoint("unix:///d.sock", Optional.empty());

  @ParameterizedTest
  @CsvSource({
    "1.41, 1.12, 1.41", // Docker 20.10
    "1.43, 1.12, 1.43",
    "1.52, 1.44, 1.44", // Docker 29
    "1.60, 1.50, 1.50",
    "1.44,     , 1.44"
  })
  void speaksTheNewestThatBothKnow(String newest, String oldest, String spoken)
      throws EngineException {
    assertThat(Handshake.choose(ENDPOINT, newest, oldest).getVersion()).isEqualTo(spoken);
  }

  @Test
  void refusesWhatIsTooOldOrNoEngine() {
    assertThatThrownBy(() -> Handshake.choose(ENDPOINT, "1.40", "1.12"))
        .isInstanceOf(EngineException.class)
        .hasMessage(
            "The Docker engine at unix:///d.sock is too old: it speaks API 1.40, and 1.41 is needed"
                + " (Docker 20.10)");
    assertThatThrownBy(() -> Handshake.choose(ENDPOINT, "null", null))
        .isInstanceOf(EngineException.class)
        .hasMessage("What answers at unix:///d.sock is no Docker engine");
  }
}
