package dev.weir.operator.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.config.MetaConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.GetStatusRequest;
import dev.weir.contracts.meta.v1.MetaServiceGrpc;
import dev.weir.contracts.part.PartTls;
import dev.weir.contracts.part.TlsFolder;
import dev.weir.contracts.part.TlsIdentity;
import dev.weir.meta.MetaNode;
import dev.weir.operator.runtime.Eventually;
import dev.weir.storage.folder.FolderObjectStore;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A catalog of three members whose doors, that of the log too, have certificates in folders. */
class PartTlsIT {
  private static final String NAME = "weir-meta.data.svc";
  private static final int MEMBERS = 3;
  private static final Duration DAY = Duration.ofDays(1);

  private final CertificateAuthority first =
      CertificateAuthority.create("first", Instant.now(), DAY);
  private final CertificateAuthority second =
      CertificateAuthority.create("second", Instant.now(), DAY);
  private final List<ManagedChannel> channels = new ArrayList<>();
  private final Map<Integer, MetaNode> nodes = new HashMap<>();

  @TempDir Path folder;
  private FolderObjectStore store;
  private List<MetaConfig.Peer> peers;

  @BeforeEach
  void start() throws IOException {
    store = FolderObjectStore.open(folder.resolve("objects"));
    peers = new ArrayList<>();
    for (int i = 0; i < MEMBERS; i++) {
      peers.add(new MetaConfig.Peer("n" + i, "127.0.0.1", freePort()));
      mount(i, first, first);
    }
    for (int i = 0; i < MEMBERS; i++) {
      start(i);
    }
  }

  @AfterEach
  void stop() {
    channels.forEach(ManagedChannel::shutdownNow);
    nodes.values().forEach(MetaNode::close);
    store.close();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void start(int node) {
    PartTls tls = new PartTls(TlsFolder.open(mounted(node)));
    nodes.put(
        node,
        MetaNode.start(
            new MetaConfig(
                peers.get(node),
                null,
                peers,
                folder.resolve("n" + node),
                "warehouse",
                new MetaConfig.Listen("127.0.0.1", 0, null, tls),
                MetaConfig.SNAPSHOT_EVERY_ENTRIES_DEFAULT,
                MetaConfig.TIMEOUT_MILLIS_DEFAULT,
                MetaConfig.TIMEOUT_MILLIS_DEFAULT,
                0,
                MetaConfig.Bootstrap.standard("weir_token-of-the-test-administrator")),
            store));
  }

  private Path mounted(int node) {
    return folder.resolve("tls-" + node);
  }

  private static Credential issue(CertificateAuthority authority) {
    return authority.issue(
        new CertificateRequest(
            "meta",
            CertificateRequest.Usage.PEER,
            Set.of(NAME),
            Set.of("127.0.0.1"),
            Duration.ofHours(1)),
        Instant.now());
  }

  /** A certificate of one, and trust in all, as a kubelet exchanges what is mounted. */
  private void mount(int node, CertificateAuthority signing, CertificateAuthority... trusted)
      throws IOException {
    Credential shown = issue(signing);
    Path mounted = Files.createDirectories(mounted(node));
    write(mounted, TlsFolder.AUTHORITIES, Pem.write(certificates(trusted)));
    write(mounted, TlsFolder.CERTIFICATE, Pem.write(List.of(shown.certificate())));
    write(mounted, TlsFolder.KEY, Pem.write(shown.key()));
  }

  private static void write(Path mounted, String name, String text) throws IOException {
    Path fresh = Files.writeString(mounted.resolve("." + name), text);
    Files.move(fresh, mounted.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private static List<X509Certificate> certificates(CertificateAuthority... authorities) {
    return List.of(authorities).stream().map(one -> one.self().certificate()).toList();
  }

  private static ChannelCredentials client(
      CertificateAuthority signing, CertificateAuthority... trusted) {
    Credential shown = issue(signing);
    TlsIdentity identity =
        new TlsIdentity(List.of(shown.certificate()), shown.key(), certificates(trusted));
    return PartTls.ofClient(new PartTls(() -> identity));
  }

  private ManagedChannel connect(int port, ChannelCredentials credentials, String name) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port, credentials)
            .overrideAuthority(name)
            .build();
    channels.add(channel);
    return channel;
  }

  private int service(int node) {
    return nodes.get(node).grpcPort().orElseThrow();
  }

  private static String leader(ManagedChannel channel) {
    return MetaServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(10, TimeUnit.SECONDS)
        .getStatus(GetStatusRequest.getDefaultInstance())
        .getLeaderId();
  }

  private void assertRefused(int port, ChannelCredentials credentials, String name) {
    ManagedChannel channel = connect(port, credentials, name);
    assertThatThrownBy(() -> leader(channel))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE));
  }

  /** Whether the group takes a change: then a majority speaks by the log. */
  private void assertWrites(String tenant) throws Exception {
    Eventually.holds(
        () -> {
          for (MetaNode node : nodes.values()) {
            var unused =
                node.createTenant(new MetaConfig.Bootstrap(tenant, "admin", "default", null));
          }
        });
  }

  @Test
  void shouldLetInWhoHasACertificateOfTheAuthorityAndNobodyElse() throws Exception {
    assertWrites("before");
    ChannelCredentials part = client(first, first);
    var nobody =
        TlsChannelCredentials.newBuilder()
            .trustManager(
                new PartTls(
                        () -> new TlsIdentity(List.of(), issue(first).key(), certificates(first)))
                    .trust())
            .build();

    for (int port : List.of(service(0), peers.getFirst().port())) {
      assertRefused(port, InsecureChannelCredentials.create(), NAME);
      assertRefused(port, nobody, NAME);
      assertRefused(port, client(second, first), NAME);
      // It does not believe the server.
      assertRefused(port, client(first, second), NAME);
      assertRefused(port, part, "weir-web.data.svc");
    }
    assertThat(leader(connect(service(0), part, NAME))).isNotEmpty();
  }

  @Test
  void shouldFollowRenewedCertificatesAndAnotherAuthorityWithoutARestart() throws Exception {
    assertWrites("before");
    ManagedChannel old = connect(service(0), client(first, first), NAME);
    assertThat(leader(old)).isNotEmpty();
    assertRefused(service(0), client(second, first, second), NAME);

    // The new authority is made known.
    mountAll(first, second, first);
    Eventually.holds(
        () ->
            assertThat(leader(connect(service(0), client(second, first, second), NAME)))
                .isNotEmpty());
    assertThat(leader(connect(service(0), client(first, first), NAME))).isNotEmpty();

    // It signs.
    mountAll(second, second, first);
    Eventually.holds(
        () -> assertThat(leader(connect(service(0), client(first, second), NAME))).isNotEmpty());
    assertRefused(service(0), client(first, first), NAME);
    assertWrites("between");

    // The old one has ended.
    mountAll(second, second);
    Eventually.holds(() -> assertRefused(service(0), client(first, second), NAME));
    assertThat(leader(old)).as("over a connection from before").isNotEmpty();
    // A member that comes back is spoken to over new connections.
    nodes.remove(1).close();
    start(1);
    assertWrites("after");
    Eventually.holds(() -> assertThat(nodes.get(1).status().leaderId()).isNotEmpty());
  }

  private void mountAll(CertificateAuthority signing, CertificateAuthority... trusted)
      throws IOException {
    for (int i = 0; i < MEMBERS; i++) {
      mount(i, signing, trusted);
    }
  }

  /** Of three files that are exchanged one after the other. */
  @Test
  void shouldKeepTheIdentityWhileItIsHalfExchanged() throws Exception {
    TlsFolder mounted = TlsFolder.open(mounted(0));
    TlsIdentity before = mounted.get();
    String key = Files.readString(mounted(0).resolve(TlsFolder.KEY));
    mount(0, second, second);
    String next = Files.readString(mounted(0).resolve(TlsFolder.KEY));
    write(mounted(0), TlsFolder.KEY, key);
    TimeUnit.MILLISECONDS.sleep(1_100);

    assertThat(mounted.get()).isSameAs(before);

    write(mounted(0), TlsFolder.KEY, next);
    Eventually.holds(() -> assertThat(mounted.get().authorities()).isEqualTo(certificates(second)));
  }

  @Test
  void shouldSayWhatIsMissing() {
    assertThatThrownBy(() -> TlsFolder.open(folder.resolve("nowhere")))
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION))
        .hasMessageContaining("nowhere");
  }
}
