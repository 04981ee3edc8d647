package dev.weir.storage.s3;

import dev.weir.contracts.config.StorageConfig;
import dev.weir.storage.ObjectInfo;
import dev.weir.storage.ObjectKeys;
import dev.weir.storage.ObjectStore;
import dev.weir.storage.PutCondition;
import io.minio.DeleteObjectsArgs;
import io.minio.HeadObjectResponse;
import io.minio.ListObjectsV2Args;
import io.minio.MinioAsyncClient;
import io.minio.messages.Contents;
import io.minio.messages.DeleteRequest;
import io.minio.messages.DeleteResult;
import io.minio.messages.ListBucketResultV2;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/**
 * An object store in a bucket. Conditions are the server's own ({@code If-None-Match: *}, {@code
 * If-Match}), which S3, MinIO and most others keep; on a server that ignores them two committers
 * would both win. Uploads that a process left unfinished are for the bucket's lifecycle rule
 * ("abort incomplete multipart uploads"). Thread-safe.
 */
public final class S3ObjectStore implements ObjectStore {
  private static final int CONNECTIONS_MAX = 64;

  /** Shorter than servers keep them: MinIO 30 s. */
  private static final int IDLE_SECONDS_MAX = 20;

  private static final int DELETE_BATCH = 1000;

  private final StorageConfig.S3 config;
  private final MinioAsyncClient client;
  private final S3Calls calls;
  private final S3Reader reader;
  private final S3Writer writer;
  private final ExecutorService executor;
  private final String keyPrefix;

  private S3ObjectStore(
      StorageConfig.S3 config, MinioAsyncClient client, ConnectionPool connections) {
    this.config = config;
    this.client = client;
    // A server that has closed one idle connection has most likely closed the others, too: without
    // this each try would find another one of them.
    this.calls = new S3Calls(config.attemptsMax(), connections::evictAll);
    this.reader = new S3Reader(client, calls, config.bucket());
    this.writer = new S3Writer(client, calls, config.bucket());
    this.executor = Executors.newVirtualThreadPerTaskExecutor();
    this.keyPrefix = config.prefix().isEmpty() ? "" : config.prefix() + "/";
  }

  /** The store in a bucket; sends nothing yet. */
  public static S3ObjectStore open(StorageConfig.S3 config) {
    return open(config, System.getenv());
  }

  /** As {@link #open(StorageConfig.S3)}, with the variables that {@code env:} credentials name. */
  public static S3ObjectStore open(StorageConfig.S3 config, Map<String, String> environment) {
    ConnectionPool connections =
        new ConnectionPool(CONNECTIONS_MAX, IDLE_SECONDS_MAX, TimeUnit.SECONDS);
    MinioAsyncClient client =
        MinioAsyncClient.builder()
            .endpoint(config.endpoint())
            .region(config.region())
            .credentialsProvider(S3Credentials.open(config.credentialsRef(), environment))
            .httpClient(httpClient(config, connections), true)
            .build();
    if (config.pathStyle()) {
      client.disableVirtualStyleEndpoint();
    } else {
      client.enableVirtualStyleEndpoint();
    }
    return new S3ObjectStore(config, client, connections);
  }

  @Override
  public Optional<ObjectInfo> head(String key) throws IOException {
    S3Key name = nameOf(key);
    HeadObjectResponse head = writer.head(name);
    return head == null ? Optional.empty() : Optional.of(S3Writer.infoOf(name, head));
  }

  @Override
  public byte[] readRange(String key, long offset, int length) throws IOException {
    S3Key name = nameOf(key);
    ObjectKeys.requireRange(offset, length);
    if (length > 0) {
      return reader.readRange(name, offset, length);
    }
    if (writer.head(name) == null) {
      throw new NoSuchFileException(key);
    }
    return new byte[0];
  }

  @Override
  public InputStream open(String key, long offset) throws IOException {
    S3Key name = nameOf(key);
    ObjectKeys.requireRange(offset, 0);
    return reader.open(name, offset);
  }

  @Override
  public ObjectInfo put(String key, byte[] content, PutCondition condition) throws IOException {
    return writer.put(nameOf(key), content, content.length, condition);
  }

  @Override
  public ObjectInfo putFile(String key, Path source, PutCondition condition) throws IOException {
    S3Key name = nameOf(key);
    try (InputStream in = Files.newInputStream(source);
        Upload upload = newUpload(name, condition)) {
      try {
        in.transferTo(upload);
      } catch (IOException failure) {
        upload.abort();
        throw failure;
      }
      upload.close();
      return upload.info();
    }
  }

  @Override
  public Upload create(String key, PutCondition condition) {
    return newUpload(nameOf(key), condition);
  }

  @Override
  public List<ObjectInfo> list(String prefix, String startAfter, int limit) throws IOException {
    ObjectKeys.requirePage(prefix, limit);
    List<ObjectInfo> page = new ArrayList<>();
    String behind = startAfter.isEmpty() ? "" : keyPrefix + startAfter;
    boolean more = ObjectKeys.canStart(prefix);
    while (more && page.size() < limit) {
      ListBucketResultV2 answer = requestPage(keyPrefix + prefix, behind, limit - page.size());
      for (Contents item : answer.contents()) {
        item.setEncodingType(answer.encodingType());
        behind = item.objectName();
        addOwn(item, page);
      }
      more = answer.isTruncated() && !answer.contents().isEmpty();
    }
    return page;
  }

  @Override
  public void delete(Collection<String> keys) throws IOException {
    List<DeleteRequest.Object> names =
        keys.stream().map(key -> new DeleteRequest.Object(nameOf(key).full())).toList();
    IOException first = null;
    for (int from = 0; from < names.size(); from += DELETE_BATCH) {
      try {
        deleteBatch(names.subList(from, Math.min(names.size(), from + DELETE_BATCH)));
      } catch (IOException failure) {
        first = first == null ? failure : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  @Override
  public String locationOf(String key) {
    return "s3://" + config.bucket() + "/" + nameOf(key).full();
  }

  @Override
  public String keyOf(String location) {
    for (String scheme : List.of("s3://", "s3a://", "s3n://")) {
      String base = scheme + config.bucket() + "/" + keyPrefix;
      if (location.startsWith(base)) {
        return ObjectKeys.require(location.substring(base.length()));
      }
    }
    throw new IllegalArgumentException(
        "location " + location + " is outside the store s3://" + config.bucket() + "/" + keyPrefix);
  }

  @Override
  public Optional<Path> localPath(String key) {
    nameOf(key);
    return Optional.empty();
  }

  @Override
  public void close() {
    executor.shutdownNow();
    client.close();
  }

  @Override
  public String toString() {
    return "s3://" + config.bucket() + "/" + keyPrefix + " at " + config.endpoint();
  }

  private static OkHttpClient httpClient(StorageConfig.S3 config, ConnectionPool connections) {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(CONNECTIONS_MAX);
    dispatcher.setMaxRequestsPerHost(CONNECTIONS_MAX);
    return new OkHttpClient.Builder()
        .dispatcher(dispatcher)
        .connectionPool(connections)
        .connectTimeout(config.connectTimeoutMillis(), TimeUnit.MILLISECONDS)
        .readTimeout(config.requestTimeoutMillis(), TimeUnit.MILLISECONDS)
        .writeTimeout(config.requestTimeoutMillis(), TimeUnit.MILLISECONDS)
        // A put that is silently sent twice would fail its own condition: S3Calls repeats instead.
        .retryOnConnectionFailure(false)
        .build();
  }

  private S3Key nameOf(String key) {
    return new S3Key(key, keyPrefix + ObjectKeys.require(key));
  }

  private Upload newUpload(S3Key name, PutCondition condition) {
    return new S3Upload(writer, executor, name, condition, config.partBytes());
  }

  private ListBucketResultV2 requestPage(String prefix, String behind, int limit)
      throws IOException {
    return calls.call(
        prefix,
        () ->
            S3Calls.await(
                    client.listObjectsV2(
                        ListObjectsV2Args.builder()
                            .bucket(config.bucket())
                            .prefix(prefix)
                            .startAfter(behind.isEmpty() ? null : behind)
                            .maxKeys(limit)
                            .encodingType("url")
                            .build()))
                .result());
  }

  /**
   * Objects that other programs put under names that are no keys, as folder markers, are not ours.
   */
  private void addOwn(Contents item, List<ObjectInfo> page) {
    String key = item.objectName().substring(keyPrefix.length());
    if (ObjectKeys.isKey(key)) {
      page.add(
          new ObjectInfo(
              key,
              item.size(),
              S3Key.plainEtag(item.etag()),
              item.lastModified().toInstant().toEpochMilli()));
    }
  }

  private void deleteBatch(List<DeleteRequest.Object> names) throws IOException {
    DeleteResult answer =
        calls.call(
            config.bucket(),
            () ->
                S3Calls.await(
                        client.deleteObjects(
                            DeleteObjectsArgs.builder()
                                .bucket(config.bucket())
                                .objects(names)
                                .quiet(true)
                                .build()))
                    .result());
    for (DeleteResult.Error error : answer.errors()) {
      if (!"NoSuchKey".equals(error.code())) {
        throw new IOException(
            "the S3 server did not delete " + error.objectName() + ": " + error.code());
      }
    }
  }
}
