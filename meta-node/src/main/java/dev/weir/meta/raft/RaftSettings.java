package dev.weir.meta.raft;

import dev.weir.contracts.config.MetaConfig;
import dev.weir.contracts.part.PartTls;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.client.RaftClientConfigKeys;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.grpc.GrpcTlsConfig;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.thirdparty.io.netty.handler.ssl.SslProvider;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/** What a node's configuration means to Ratis. Pure. */
final class RaftSettings {
  /** Bytes of one transaction: below every limit that Ratis has on an entry. */
  static final int TRANSACTION_BYTES_MAX = 1 << 20;

  private static final RaftGroupId GROUP =
      RaftGroupId.valueOf(UUID.fromString("77656972-6d65-7461-2d67-726f75702d31"));
  private static final TimeDuration PAUSE_MAX = TimeDuration.valueOf(10_000, TimeUnit.DAYS);
  private static final int SNAPSHOTS_KEPT = 2;
  private static final int PENDING_WRITES_MAX = 4096;
  private static final long QUESTION_MILLIS_MAX = 1_000;

  private RaftSettings() {}

  /** The group as this node founds it, or without members when it waits to be taken in. */
  static RaftGroup group(MetaConfig config) {
    return RaftGroup.valueOf(GROUP, peers(config.founders()));
  }

  static List<RaftPeer> peers(List<MetaConfig.Peer> peers) {
    return peers.stream().map(RaftSettings::peer).toList();
  }

  private static RaftPeer peer(MetaConfig.Peer peer) {
    return RaftPeer.newBuilder()
        .setId(peer.id())
        .setAddress(peer.host() + ":" + peer.port())
        .build();
  }

  static RaftProperties properties(MetaConfig config) {
    RaftProperties properties = new RaftProperties();
    Path log = config.dataFolder().resolve("log");
    RaftServerConfigKeys.setStorageDir(properties, List.of(log.toFile()));
    RaftServerConfigKeys.Read.setOption(properties, RaftServerConfigKeys.Read.Option.LINEARIZABLE);
    RaftServerConfigKeys.Read.setTimeout(properties, millis(config.readTimeoutMillis()));
    RaftServerConfigKeys.Write.setElementLimit(properties, PENDING_WRITES_MAX);
    snapshots(properties, config);
    if (config.alone()) {
      single(properties);
    } else {
      replicated(properties, config);
    }
    return properties;
  }

  /** Keys and authorities of the log's connections, where they have TLS. */
  static Parameters parameters(MetaConfig config) {
    Parameters parameters = new Parameters();
    PartTls tls = config.tls();
    if (tls != null && !config.alone()) {
      GrpcConfigKeys.TLS.setConf(
          parameters,
          GrpcTlsConfig.newBuilder()
              .setKeyManager(tls.keys())
              .setTrustManager(tls.trust())
              .setMutualTls(true)
              // Its own choice is a native library that would be unpacked at every start.
              .setSslProvider(SslProvider.JDK)
              .build());
    }
    return parameters;
  }

  /** For short questions to the other nodes, which are asked again rather than waited for. */
  static RaftProperties questionProperties(MetaConfig config) {
    RaftProperties properties = properties(config);
    RaftClientConfigKeys.Rpc.setRequestTimeout(
        properties, millis(Math.min(QUESTION_MILLIS_MAX, config.readTimeoutMillis())));
    return properties;
  }

  private static void snapshots(RaftProperties properties, MetaConfig config) {
    // Ratis ends itself after a pause; a laptop that slept has only paused.
    RaftServerConfigKeys.setCloseThreshold(properties, PAUSE_MAX);
    RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, true);
    RaftServerConfigKeys.Snapshot.setAutoTriggerThreshold(
        properties, config.snapshotEveryEntries());
    RaftServerConfigKeys.Snapshot.setRetentionFileNum(properties, SNAPSHOTS_KEPT);
    // The state on disk is complete at its own position; a snapshot at every stop would be a copy.
    RaftServerConfigKeys.Snapshot.setTriggerWhenStopEnabled(properties, false);
    // A follower that was away gets the snapshot: keeping log for it could fill the disk.
    RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(properties, true);
    RaftServerConfigKeys.Log.setPurgeGap(
        properties, (int) Math.min(1024, config.snapshotEveryEntries()));
    RaftServerConfigKeys.Log.setSegmentSizeMax(properties, SizeInBytes.valueOf("8MB"));
    RaftServerConfigKeys.Log.setPreallocatedSize(properties, SizeInBytes.valueOf("1MB"));
    RaftServerConfigKeys.Log.setSegmentCacheNumMax(properties, 2);
    RaftServerConfigKeys.Log.setSegmentCacheSizeMax(properties, SizeInBytes.valueOf("32MB"));
    RaftServerConfigKeys.Log.setWriteBufferSize(properties, SizeInBytes.valueOf("4MB"));
    RaftServerConfigKeys.Log.Appender.setBufferByteLimit(properties, SizeInBytes.valueOf("2MB"));
  }

  /** Alone, a node elects itself as soon as it looks: waiting for others is time lost. */
  private static void single(RaftProperties properties) {
    RaftConfigKeys.Rpc.setType(properties, new SingleNodeRpc());
    RaftServerConfigKeys.Rpc.setTimeoutMin(properties, millis(10));
    RaftServerConfigKeys.Rpc.setTimeoutMax(properties, millis(20));
  }

  /** A leader is missed after a second: longer than a garbage collection or a slow disk. */
  private static void replicated(RaftProperties properties, MetaConfig config) {
    RaftServerConfigKeys.Rpc.setTimeoutMin(properties, millis(1000));
    RaftServerConfigKeys.Rpc.setTimeoutMax(properties, millis(2000));
    RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(properties, millis(300));
    RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(properties, millis(900));
    RaftClientConfigKeys.Rpc.setRequestTimeout(
        properties, millis(Math.min(3000, config.writeTimeoutMillis())));
    // In one stream with the entries: a heartbeat that overtakes them is taken for a gap.
    GrpcConfigKeys.Server.setHeartbeatChannel(properties, false);
    String logHost = config.logHost();
    GrpcConfigKeys.Server.setHost(properties, logHost == null ? config.self().host() : logHost);
    GrpcConfigKeys.Server.setPort(properties, config.self().port());
  }

  private static TimeDuration millis(long millis) {
    return TimeDuration.valueOf(millis, TimeUnit.MILLISECONDS);
  }
}
