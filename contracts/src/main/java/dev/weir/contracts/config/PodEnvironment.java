package dev.weir.contracts.config;

/**
 * What a pod of the data plane is told, as names of environment variables and paths of files: what
 * the operator renders, the program reads. Secrets stand in files only. Pure names, no logic.
 */
public final class PodEnvironment {
  /**
   * Which parts the process starts: {@code meta}, {@code gateway}, {@code compute}, {@code web}.
   */
  public static final String ROLE = "WEIR_ROLE";

  /** Name of the pod. Every role. */
  public static final String POD = "WEIR_POD";

  /** Address of the pod by which others of its network reach it. Every role. */
  public static final String ADDRESS = "WEIR_ADDRESS";

  /** Folder for everything that the process writes. Every role; a volume that lasts in meta. */
  public static final String DATA = "WEIR_DATA";

  /**
   * How the members of the meta group reach this one, {@code host:port} with a name that stays when
   * the pod is made again. Meta.
   */
  public static final String META_MEMBER = "WEIR_META_MEMBER";

  /**
   * Where MetaService is reached, as gRPC names it: {@code dns:///weir-meta.data.svc:7420}; all
   * addresses of the name are members. Every role but meta.
   */
  public static final String META_TARGET = "WEIR_META_TARGET";

  /** Where Iceberg REST is reached: {@code https://weir-meta.data.svc:7443}. Gateway and web. */
  public static final String META_URL = "WEIR_META_URL";

  /**
   * Where the gateways' door for parts is reached, {@code host:port} with a name whose addresses
   * are those of the ready gateways: {@code weir-gateway-pods.data.svc:7450}. Web.
   */
  public static final String GATEWAY_TARGET = "WEIR_GATEWAY_TARGET";

  /**
   * As {@link #GATEWAY_TARGET}, with the addresses of all gateways: also of those that are about to
   * stop, which still have results that are asked for. Web.
   */
  public static final String GATEWAY_ALL_TARGET = "WEIR_GATEWAY_ALL_TARGET";

  /**
   * {@link #TLS_REQUIRED}: parts speak TLS alone, with what is in {@link #TLS_FOLDER}. Absent:
   * plaintext. Every role.
   */
  public static final String TLS = "WEIR_TLS";

  /** The one value of {@link #TLS}. */
  public static final String TLS_REQUIRED = "required";

  /**
   * The name that certificates of compute nodes are good for; they are reached by their addresses.
   * Gateway, with TLS.
   */
  public static final String COMPUTE_NAME = "WEIR_COMPUTE_NAME";

  /** URL of the object store, with scheme. Every role. */
  public static final String STORAGE_ENDPOINT = "WEIR_STORAGE_ENDPOINT";

  /** Region that requests to it are signed for. */
  public static final String STORAGE_REGION = "WEIR_STORAGE_REGION";

  /** The bucket. */
  public static final String STORAGE_BUCKET = "WEIR_STORAGE_BUCKET";

  /** What keys in it begin with; empty: nothing. */
  public static final String STORAGE_PREFIX = "WEIR_STORAGE_PREFIX";

  /** {@code false}: requests name the bucket in the host's name, otherwise in their path. */
  public static final String STORAGE_PATH_STYLE = "WEIR_STORAGE_PATH_STYLE";

  /** Name of the ComputeCluster that the node belongs to. Compute. */
  public static final String CLUSTER = "WEIR_CLUSTER";

  /** Name of the ComputeCluster of statements that name none. Gateway. */
  public static final String DEFAULT_CLUSTER = "WEIR_DEFAULT_CLUSTER";

  /** Bytes that the SQL engine may use. Gateway and compute; a share of the pod when absent. */
  public static final String SQL_MEMORY = "WEIR_SQL_MEMORY";

  /** Bytes of the cache of data files on disk. Gateway and compute. */
  public static final String CACHE_BYTES = "WEIR_CACHE_BYTES";

  /** Queries that run at once. Gateway: on each node; compute: here. */
  public static final String QUERIES_RUNNING_MAX = "WEIR_QUERIES_RUNNING_MAX";

  /** Queries that wait at most. Gateway. */
  public static final String QUERIES_QUEUED_MAX = "WEIR_QUERIES_QUEUED_MAX";

  /** JDBC URL of the metadata DB. Web. */
  public static final String DATABASE_URL = "WEIR_DATABASE_URL";

  /** How browsers reach the app. Web. */
  public static final String PUBLIC_URL = "WEIR_PUBLIC_URL";

  /** Folder with the file {@code token}: the first administrator's. Every role but compute. */
  public static final String ADMIN_FOLDER = "/etc/weir/admin";

  /**
   * Folder with the file {@code token} that the parts of one warehouse prove themselves with to one
   * another. Every role.
   */
  public static final String PARTS_FOLDER = "/etc/weir/parts";

  /** Folder as {@code StorageConfig.S3#credentialsRef} describes it. Every role. */
  public static final String STORAGE_FOLDER = "/etc/weir/storage";

  /**
   * Folder with the file {@link #META_FOUNDER_FILE}. Meta. A file, because an environment that
   * changes makes pods anew.
   */
  public static final String META_GROUP_FOLDER = "/etc/weir/meta-group";

  /**
   * Holds the name of the pod that founds the meta group when it has no log yet; empty once there
   * is a group. Read at every such start, never remembered.
   */
  public static final String META_FOUNDER_FILE = "found";

  /**
   * Folder with the file {@link #CLUSTER_NAMES_FILE}. Gateway. A file, because an environment that
   * changes makes pods anew.
   */
  public static final String CLUSTERS_FOLDER = "/etc/weir/clusters";

  /** The ComputeClusters of the warehouse, one a line. */
  public static final String CLUSTER_NAMES_FILE = "names";

  /**
   * Folder with the files {@code tls.crt}, {@code tls.key} and {@code ca.crt}, which change while
   * the process runs. Every role, with TLS.
   */
  public static final String TLS_FOLDER = "/etc/weir/tls";

  /** Folder with the files {@code username} and {@code password}. Web. */
  public static final String DATABASE_FOLDER = "/etc/weir/database";

  /**
   * Folder with the file {@link #DATABASE_CA_FILE} where the metadata DB has an authority of its
   * own; empty otherwise. Web.
   */
  public static final String DATABASE_CA_FOLDER = "/etc/weir/database-ca";

  /** Certificates of the authorities that the metadata DB has to prove itself by. */
  public static final String DATABASE_CA_FILE = "ca.crt";

  /** {@link #WEB_DRAIN_SECONDS}, as {@code 25S}. Web; a laptop waits shorter. */
  public static final String WEB_DRAIN = "WEIR_WEB_DRAIN";

  /** How long a web server that is told to stop answers the requests that it has, at most. */
  public static final long WEB_DRAIN_SECONDS = 25;

  /** How long a gateway that is told to stop finishes what it has begun, at most. */
  public static final long GATEWAY_DRAIN_SECONDS = 100;

  /** HTTP of every role. */
  public static final int HTTP_PORT = 7400;

  /** The same over TLS, for parts and the operator. Meta and web. */
  public static final int HTTPS_PORT = 7443;

  /** Flight SQL of the gateway. */
  public static final int FLIGHT_PORT = 7410;

  /** MetaService. */
  public static final int META_PORT = 7420;

  /** The Raft log. */
  public static final int RAFT_PORT = 7430;

  /** The compute nodes' door for gateways. */
  public static final int COMPUTE_PORT = 7440;

  /** The gateway's door for other parts. */
  public static final int PARTS_PORT = 7450;

  /** What KEDA asks gateways: numbers only, without a token. */
  public static final int SCALER_PORT = 7460;

  private PodEnvironment() {}
}
