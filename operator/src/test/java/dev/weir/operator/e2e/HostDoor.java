package dev.weir.operator.e2e;

import dev.weir.e2e.cluster.pki.Credential;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * An ingress as a program meets it that knows a host by its name and trusts one authority: chain
 * and name are verified. The JDK's own HTTP client cannot be told where a name leads.
 *
 * @param host name that the caller wants to speak to
 * @param httpPort of loopback, that leads to the ingress
 * @param httpsPort of loopback, that leads to the ingress
 * @param tls whom the caller trusts
 */
record HostDoor(String host, int httpPort, int httpsPort, SSLContext tls) {
  private static final int TIMEOUT_MILLIS = 60_000;
  private static final long PAUSE_MILLIS = 100;
  private static final Pattern UNDER_WAY =
      Pattern.compile("\"state\":\"(PLANNING|QUEUED|RUNNING)\"");
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

  /** For somebody who trusts an authority and nobody else. */
  static HostDoor trusting(Credential authority, String host, int httpPort, int httpsPort) {
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      trusted.setCertificateEntry(
          "authority",
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(authority.certificatePem())));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, trust.getTrustManagers(), null);
      return new HostDoor(host, httpPort, httpsPort, tls);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same way in, with another host in mind. */
  HostDoor at(String otherHost) {
    return new HostDoor(otherHost, httpPort, httpsPort, tls);
  }

  /** The whole answer of plain HTTP, from its status line to its end. */
  String plain(String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), httpPort)) {
      return answer(socket, "GET", path, "", "");
    }
  }

  /** The whole answer over TLS to a caller without a token. */
  String get(String path) throws IOException {
    return secure("GET", path, "", "");
  }

  /** The whole answer over TLS. */
  String get(String path, String token) throws IOException {
    return secure("GET", path, bearer(token), "");
  }

  /** The whole answer over TLS. */
  String post(String path, String token, String json) throws IOException {
    return secure("POST", path, bearer(token) + "Content-Type: application/json\r\n", json);
  }

  /** Runs a query to its end; the text with its rows. */
  String query(String sql, String token) throws IOException, InterruptedException {
    String taken = post("/api/v1/queries", token, "{\"sql\": \"" + sql + "\"}");
    Matcher id = ID.matcher(taken);
    if (!id.find()) {
      throw new IOException("the query was not taken: " + taken);
    }
    String query = "/api/v1/queries/" + id.group(1);
    String answer = get(query, token);
    while (UNDER_WAY.matcher(answer).find()) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      answer = get(query, token);
    }
    return answer.contains("\"state\":\"SUCCEEDED\"") ? get(query + "/rows", token) : answer;
  }

  private static String bearer(String token) {
    return "Authorization: Bearer " + token + "\r\n";
  }

  private String secure(String method, String path, String headers, String body)
      throws IOException {
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), httpsPort);
        SSLSocket socket =
            (SSLSocket) tls.getSocketFactory().createSocket(plain, host, httpsPort, true)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      return answer(socket, method, path, headers, body);
    }
  }

  private String answer(Socket socket, String method, String path, String headers, String body)
      throws IOException {
    socket.setSoTimeout(TIMEOUT_MILLIS);
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nContent-Length: %d\r\n%s\r\n"
            .formatted(method, path, host, content.length, headers);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().write(content);
    socket.getOutputStream().flush();
    byte[] read = socket.getInputStream().readAllBytes();
    if (read.length == 0) {
      throw new EOFException("the connection ended without an answer");
    }
    return new String(read, StandardCharsets.UTF_8);
  }
}
