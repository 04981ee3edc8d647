package dev.weir.local.cluster;

import dev.weir.contracts.config.StorageConfig;
import dev.weir.contracts.meta.v1.MetaServiceGrpc;
import dev.weir.engine.ComputeNode;
import dev.weir.storage.ObjectStore;
import dev.weir.storage.iceberg.ObjectStoreFileIO;
import dev.weir.storage.s3.S3ObjectStore;
import dev.weir.storage.s3.TestingS3Server;
import io.grpc.netty.NettyChannelBuilder;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.nio.file.Path;

/** Main class of a compute node that can be killed. */
public final class ComputeProcess {
  private ComputeProcess() {}

  static Process start(String id, Path folder, StorageConfig.S3 bucket, int metaPort)
      throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx256m",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-cp",
            System.getProperty("java.class.path"),
            ComputeProcess.class.getName(),
            id,
            folder.toString(),
            bucket.endpoint(),
            bucket.bucket(),
            bucket.prefix(),
            Integer.toString(metaPort))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /**
   * @param arguments id, folder, endpoint, bucket, prefix, port of meta
   */
  public static void main(String[] arguments) throws Exception {
    StorageConfig.S3 bucket =
        StorageConfig.S3.of(
            arguments[2], "us-east-1", arguments[3], arguments[4], true, "env:TEST");
    ObjectStore store = S3ObjectStore.open(bucket, TestingS3Server.ENVIRONMENT);
    ComputeNode node =
        ComputeNode.start(
            TestingCluster.config(Path.of(arguments[1])),
            TestingCluster.computeConfig(arguments[0]),
            new ComputeNode.Surroundings(
                store,
                new ObjectStoreFileIO(store),
                MetaServiceGrpc.newBlockingStub(
                    NettyChannelBuilder.forAddress("127.0.0.1", Integer.parseInt(arguments[5]))
                        .usePlaintext()
                        .build()),
                () -> TestingCluster.TOKEN,
                new CollectorRegistry()));
    Thread.currentThread().join();
    node.close();
  }
}
