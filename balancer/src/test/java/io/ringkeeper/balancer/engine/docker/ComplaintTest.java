package io.ringkeeper.balancer.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import io.ringkeeper.balancer.engine.docker.ApiException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComplaintTest {

  private static final Endpoint ENDPOINT = new Endpoint("unix:///d.sock", Optional.empty());
  private static final Duration LIMIT = Duration.ofSeconds(5);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"message":"No such image: app:2"}                 | image 'app:2' is not there
          {"message":"network net1 not found"}               | network 'net1' is gone
          Status 500: {"message":"mkdir /x: no space left on device"} | no space left on device
          plain words                                        | plain words
          {not json                                          | {not json
          """)
  void saysWhatAnEngineSaysInFewerWords(String answer, String clause) {
    assertThat(Complaint.clause(answer)).isEqualTo(clause);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OCI runtime create failed: container_linux.go:380: process caused: ",
        "failed to create task: runc create failed: unable to start container process: "
      })
  void leavesOutWhoHasPassedItOn(String wrapping) {
    assertThat(Complaint.clause(wrapping + "exec: /no: no such file: unknown"))
        .isEqualTo("exec: /no: no such file");
  }

  @Test
  void boundsAndCleansWhatAnEngineSays() {
    assertThat(Complaint.clause("")).isEqualTo("no reason given");
    assertThat(Complaint.clause("a\nb\u001b[31m")).isEqualTo("a b [31m");
    assertThat(Complaint.clause("x".repeat(10_000))).hasSizeLessThan(400);
  }

  @Test
  void knowsWhatCanBeDoneAboutIt() {
    assertThat(of(new NotFoundException("x")).kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(of(new ConflictException("x")).kind()).isEqualTo(Kind.CONFLICT);
    assertThat(of(new com.github.dockerjava.api.exception.DockerException("x", 500)).kind())
        .isEqualTo(Kind.REFUSED);
    assertThat(of(new IllegalStateException("x")).kind()).isEqualTo(Kind.NO_ANSWER);
  }

  @Test
  void saysWhyNobodyAnswers() {
    assertSaid(new SocketException("No such file or directory"), "there is no such socket");
    assertSaid(new SocketException("Permission denied"), "no permission to use the socket");
    assertSaid(new ConnectException("Connection refused"), "connection refused");
    assertSaid(new UnknownHostException("nowhere"), "there is no such host");
    assertThat(Complaint.of(ENDPOINT, new IllegalStateException("closed"), true, LIMIT))
        .hasMessage("the Docker engine at unix:///d.sock has not answered within 5 s");
  }

  private static void assertSaid(IOException error, String trouble) {
    assertThat(of(new IllegalStateException(error)))
        .hasMessage("the Docker engine at unix:///d.sock does not answer: " + trouble);
  }

  private static ApiException of(RuntimeException error) {
    return Complaint.of(ENDPOINT, error, false, LIMIT);
  }
}
