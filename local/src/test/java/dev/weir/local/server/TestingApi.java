package dev.weir.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.contracts.meta.v1.CreateTokenRequest;
import dev.weir.contracts.meta.v1.CreateTokenResponse;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The REST API as a program of one user sees it.
 *
 * @param base of the process
 * @param token null: none is sent
 */
record TestingApi(URI base, @Nullable String token) {
  static final ObjectMapper JSON = new ObjectMapper();

  /** One connection for each call that is under way, so that going away closes it. */
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** One event of a stream. */
  record Event(String name, JsonNode data) {}

  /** The same process with the token of a user who is made for it, in a role of its own name. */
  TestingApi asNewUser(String name, MetaServiceBlockingStub meta) {
    succeed("CREATE USER " + name);
    succeed("CREATE ROLE " + name);
    succeed("GRANT ROLE " + name + " TO USER " + name);
    return new TestingApi(base, newToken(name, meta).getToken());
  }

  static CreateTokenResponse newToken(String user, MetaServiceBlockingStub meta) {
    return meta.createToken(
        CreateTokenRequest.newBuilder().setTenant("default").setPrincipal(user).build());
  }

  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  HttpResponse<String> delete(String path) {
    return send(request(path).DELETE());
  }

  HttpResponse<String> post(String path, String body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  static HttpResponse<String> send(HttpRequest.Builder request) {
    return send(request, BodyHandlers.ofString());
  }

  static <T> HttpResponse<T> send(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
    try {
      return CLIENT.send(request.build(), handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(HttpResponse<String> answer) {
    return json(answer.body());
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }

  /** The failure of an answer, which must be written as every failure is. */
  static JsonNode error(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isGreaterThanOrEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
    return requireDetail(json(answer).path("error"));
  }

  private static JsonNode requireDetail(JsonNode detail) {
    assertThat(detail.path("code").asText()).as(detail.toString()).matches("[A-Z_]+");
    assertThat(detail.path("message").asText()).isNotBlank();
    return detail;
  }

  /** Submits a statement; its id. */
  String submit(String sql) {
    HttpResponse<String> answer =
        post("/api/v1/queries", JSON.createObjectNode().put("sql", sql).toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    String id = json(answer).path("id").asText();
    assertThat(id).isNotBlank();
    return id;
  }

  /** Follows a query to its end; the final status. */
  JsonNode await(String id) {
    return follow(id, event -> true).getLast().data();
  }

  /** The events of a query for as long as {@code goOn} says, or to their end. */
  List<Event> follow(String id, Predicate<Event> goOn) {
    HttpResponse<Stream<String>> answer =
        send(
            request("/api/v1/queries/" + id + "/events").header("Accept", "text/event-stream"),
            BodyHandlers.ofLines());
    List<Event> events = new ArrayList<>();
    try (Stream<String> lines = answer.body()) {
      assertThat(answer.statusCode()).isEqualTo(200);
      String name = "";
      for (String line : (Iterable<String>) lines::iterator) {
        if (line.startsWith("event:")) {
          name = line.substring("event:".length()).strip();
        } else if (line.startsWith("data:")) {
          events.add(new Event(name, json(line.substring("data:".length()))));
          if (!goOn.test(events.getLast())) {
            return events;
          }
        }
      }
    }
    return events;
  }

  /** Runs a statement that must succeed; its final status. */
  JsonNode succeed(String sql) {
    JsonNode status = await(submit(sql));
    assertThat(status.path("state").asText()).as(sql + "\n" + status).isEqualTo("SUCCEEDED");
    return status;
  }

  /** The rows of a statement that must succeed, as JSON. */
  JsonNode rows(String sql) {
    HttpResponse<String> answer =
        get("/api/v1/queries/" + succeed(sql).path("id").asText() + "/rows");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer).path("rows");
  }

  /** The failure of a statement that must fail. */
  JsonNode fail(String sql) {
    JsonNode status = await(submit(sql));
    assertThat(status.path("state").asText()).as(sql + "\n" + status).isEqualTo("FAILED");
    return requireDetail(status.path("error"));
  }
}
