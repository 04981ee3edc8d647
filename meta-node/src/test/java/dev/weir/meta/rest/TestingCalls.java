package dev.weir.meta.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.contracts.query.Caller;
import dev.weir.meta.MetaNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Requests to a node's router in the name of one principal, and their answers as JSON. */
public final class TestingCalls {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String COLUMNS =
      "{\"type\":\"struct\",\"fields\":[{\"id\":1,\"name\":\"id\",\"type\":\"long\",\"required\":true}]}";

  private final MetaNode node;
  private final Caller caller;

  public TestingCalls(MetaNode node, String tenant, String principal) {
    this.node = node;
    this.caller = new Caller(tenant, principal, principal, List.of(), false);
  }

  public RestResponse get(String path) {
    return call("GET", path, Map.of(), "");
  }

  public RestResponse get(String path, Map<String, String> headers) {
    return call("GET", path, headers, "");
  }

  public RestResponse head(String path) {
    return call("HEAD", path, Map.of(), "");
  }

  public RestResponse delete(String path) {
    return call("DELETE", path, Map.of(), "");
  }

  public RestResponse post(String path, String body) {
    return call("POST", path, Map.of(), body);
  }

  public RestResponse post(String path, String body, Map<String, String> headers) {
    return call("POST", path, headers, body);
  }

  public RestResponse createNamespace(String name) {
    return post("v1/namespaces", "{\"namespace\":[\"" + name + "\"],\"properties\":{}}");
  }

  public RestResponse createTable(String namespace, String name) {
    return post("v1/namespaces/" + namespace + "/tables", tableBody(name));
  }

  public static String tableBody(String name) {
    return "{\"name\":\"" + name + "\",\"schema\":" + COLUMNS + "}";
  }

  /** A commit that sets a property, provided that the table has that uuid. */
  public static String propertyCommit(String uuid, String key, String value) {
    return "{\"requirements\":[{\"type\":\"assert-table-uuid\",\"uuid\":\""
        + uuid
        + "\"}],\"updates\":[{\"action\":\"set-properties\",\"updates\":{\""
        + key
        + "\":\""
        + value
        + "\"}}]}";
  }

  public static JsonNode json(RestResponse response) {
    try {
      return MAPPER.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RestResponse call(
      String method, String pathAndQuery, Map<String, String> headers, String body) {
    String[] parts = pathAndQuery.split("\\?", 2);
    Map<String, String> query = new HashMap<>();
    if (parts.length == 2) {
      for (String pair : parts[1].split("&")) {
        String[] entry = pair.split("=", 2);
        query.put(entry[0], entry[1]);
      }
    }
    return node.icebergRest()
        .handle(
            new RestRequest(
                method, parts[0], query, headers, body.getBytes(StandardCharsets.UTF_8), caller));
  }
}
