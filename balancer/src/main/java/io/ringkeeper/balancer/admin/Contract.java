package io.ringkeeper.balancer.admin;

import io.ringkeeper.balancer.config.AdminToken;
import io.ringkeeper.balancer.control.Controller;
import io.ringkeeper.balancer.control.Outcome;
import io.ringkeeper.balancer.dataplane.LocalEndpoints;
import io.ringkeeper.balancer.dataplane.LocalRequest;
import io.ringkeeper.balancer.http.Json;
import io.ringkeeper.balancer.http.OwnAnswer;
import io.ringkeeper.balancer.http.RequestHead;
import io.ringkeeper.balancer.routing.CurrentTable;
import io.ringkeeper.balancer.routing.ReplicaHandle;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The contract's three endpoints: {@code GET /rep}, {@code POST /add}, {@code DELETE /rm}. May be
 * called from any thread.
 */
public final class Contract implements LocalEndpoints {

  private static final String REP = "/rep";
  private static final String ADD = "/add";
  private static final String RM = "/rm";
  private static final String BEARER = "Bearer ";

  private final Controller controller;
  private final CurrentTable tables;
  private final Identity identity;
  private final AdminToken token;
  private final boolean publicly;

  /**
   * @param identity of this balancer, shown with every listing
   * @param token what a caller has to show before anything is changed
   * @param publicly whether the public port answers these paths too
   */
  public Contract(
      Controller controller,
      CurrentTable tables,
      Identity identity,
      AdminToken token,
      boolean publicly) {
    this.controller = controller;
    this.tables = tables;
    this.identity = identity;
    this.token = token;
    this.publicly = publicly;
  }

  @Override
  public boolean owns(RequestHead head) {
    int length = head.pathLength();
    return publicly && (length == REP.length() || length == RM.length()) && isOurs(head.path());
  }

  Identity identity() {
    return identity;
  }

  /** Whether this very path, raw and without its query, is one of the three. */
  static boolean isOurs(String path) {
    return path.equals(REP) || path.equals(ADD) || path.equals(RM);
  }

  @Override
  public CompletionStage<OwnAnswer> answer(LocalRequest request) {
    return switch (request.path()) {
      case REP -> CompletableFuture.completedStage(rep(request.method()));
      case ADD -> command(request, "POST");
      case RM -> command(request, "DELETE");
      default -> throw new IllegalArgumentException("not ours: " + request.path());
    };
  }

  private OwnAnswer rep(String method) {
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return methodNotAllowed("GET, HEAD");
    }
    return listing(
        tables.get().serving().stream().map(ReplicaHandle::name).toList(), identity.field());
  }

  private CompletionStage<OwnAnswer> command(LocalRequest request, String method) {
    OwnAnswer refusal = refusal(request, method);
    if (refusal != null) {
      return CompletableFuture.completedStage(refusal);
    }
    CommandBody body;
    try {
      body = CommandBody.parse(request.body());
    } catch (CommandBody.Malformed e) {
      return CompletableFuture.completedStage(OwnAnswer.error(400, e.getMessage()));
    }
    CompletableFuture<Outcome> outcome =
        request.path().equals(ADD)
            ? controller.add(body.n(), body.hostnames())
            : controller.remove(body.n(), body.hostnames());
    return outcome.thenApply(Contract::answer);
  }

  /** Why this caller may not change anything so, or null. */
  @Nullable OwnAnswer refusal(LocalRequest request, String method) {
    if (!request.method().equals(method)) {
      return methodNotAllowed(method);
    }
    if (request.origin() != null) {
      return OwnAnswer.error(403, "A web page may not change the replicas");
    }
    String shown = request.authorization();
    boolean bearer = shown != null && shown.regionMatches(true, 0, BEARER, 0, BEARER.length());
    if (!token.allows(bearer && shown != null ? shown.substring(BEARER.length()) : null)) {
      return OwnAnswer.error(
          401, "The admin token is missing or wrong", "WWW-Authenticate: Bearer");
    }
    return null;
  }

  private static OwnAnswer methodNotAllowed(String allowed) {
    return OwnAnswer.error(405, "Method not allowed; use " + allowed, "Allow: " + allowed);
  }

  static OwnAnswer answer(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done -> listing(done.serving());
      case Outcome.Refused refused ->
          switch (refused.kind()) {
            case BAD_REQUEST -> OwnAnswer.error(400, refused.message());
            case CONFLICT -> OwnAnswer.error(409, refused.message());
            case UNAVAILABLE -> OwnAnswer.error(503, refused.message());
            case NOT_SUPPORTED -> OwnAnswer.error(501, refused.message());
          };
    };
  }

  private static OwnAnswer listing(List<String> names, String... fields) {
    String list = names.stream().map(Json::quote).collect(Collectors.joining(",", "[", "]"));
    return OwnAnswer.json(
        200,
        "{\"message\":{\"N\":"
            + names.size()
            + ",\"replicas\":"
            + list
            + "},\"status\":\"successful\"}",
        fields);
  }
}
