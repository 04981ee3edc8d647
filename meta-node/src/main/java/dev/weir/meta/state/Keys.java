package dev.weir.meta.state;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The keys of the state. A tenant's keys start with its name, so that a scan of one tenant cannot
 * meet another; keys of the node itself start with a zero byte. Parts are separated by a zero byte
 * and namespace levels by 0x1F: names hold neither, see {@link Names}. Pure.
 */
public final class Keys {
  /** The log position that the state is complete up to. */
  public static final byte[] APPLIED = {0, 'a'};

  private static final char TENANT = 't';
  private static final char CATALOG = 'c';
  private static final char ACCESS = 'a';
  private static final char NAMESPACE = 'n';
  private static final char RELATION = 'r';
  private static final char PRINCIPAL = 'p';
  private static final char TOKEN = 'k';
  private static final char ROLE = 'o';
  private static final char USAGE = 'u';
  private static final byte SEPARATOR = 0;
  private static final String LEVEL_SEPARATOR = "\u001f";

  private Keys() {}

  /** Present as long as the tenant exists. */
  public static byte[] tenant(String tenant) {
    return key(tenant, TENANT);
  }

  /** Changed by every write of the tenant's catalog; its change index is the catalog's version. */
  public static byte[] catalogVersion(String tenant) {
    return key(tenant, CATALOG);
  }

  /** Changed by every write of the tenant's principals, tokens and roles. */
  public static byte[] accessVersion(String tenant) {
    return key(tenant, ACCESS);
  }

  /** One namespace. */
  public static byte[] namespace(String tenant, List<String> levels) {
    return key(tenant, NAMESPACE, String.join(LEVEL_SEPARATOR, levels));
  }

  /** What the keys of all namespaces below {@code levels} start with; all of them when empty. */
  public static byte[] namespacesBelow(String tenant, List<String> levels) {
    return levels.isEmpty()
        ? prefix(tenant, NAMESPACE)
        : key(tenant, NAMESPACE, String.join(LEVEL_SEPARATOR, levels) + LEVEL_SEPARATOR);
  }

  /** The levels of a key that {@link #namespace} made. */
  public static List<String> namespaceOf(byte[] key) {
    return levelsOf(parts(key).get(2));
  }

  /** One table or view: both share the names of a namespace. */
  public static byte[] relation(String tenant, List<String> namespace, String name) {
    return key(tenant, RELATION, String.join(LEVEL_SEPARATOR, namespace), name);
  }

  /** What the keys of the relations in exactly that namespace start with. */
  public static byte[] relationsIn(String tenant, List<String> namespace) {
    return prefix(tenant, RELATION, String.join(LEVEL_SEPARATOR, namespace));
  }

  /** What the keys of all relations start with. */
  public static byte[] relations(String tenant) {
    return prefix(tenant, RELATION);
  }

  /** The namespace of a key that {@link #relation} made. */
  public static List<String> relationNamespaceOf(byte[] key) {
    return levelsOf(parts(key).get(2));
  }

  /** The name of a key that {@link #relation} made. */
  public static String relationNameOf(byte[] key) {
    return parts(key).get(3);
  }

  /** One principal. */
  public static byte[] principal(String tenant, String name) {
    return key(tenant, PRINCIPAL, name);
  }

  /** What the keys of all principals start with. */
  public static byte[] principals(String tenant) {
    return prefix(tenant, PRINCIPAL);
  }

  /** One token, by its id. */
  public static byte[] token(String tenant, String tokenId) {
    return key(tenant, TOKEN, tokenId);
  }

  /** What the keys of all tokens start with. */
  public static byte[] tokens(String tenant) {
    return prefix(tenant, TOKEN);
  }

  /** One role. */
  public static byte[] role(String tenant, String name) {
    return key(tenant, ROLE, name);
  }

  /** What the keys of all roles start with. */
  public static byte[] roles(String tenant) {
    return prefix(tenant, ROLE);
  }

  /** The counters of one principal. */
  public static byte[] usage(String tenant, String principal) {
    return key(tenant, USAGE, principal);
  }

  /** What the keys of all counters start with. */
  public static byte[] usages(String tenant) {
    return prefix(tenant, USAGE);
  }

  /** The last part of a key of a principal, token, role or counter. */
  public static String nameOf(byte[] key) {
    return parts(key).get(2);
  }

  /** The token that has the hash, of whichever tenant. */
  public static byte[] tokenByHash(byte[] hash) {
    return ByteBuffer.allocate(2 + hash.length).put((byte) 0).put((byte) 'h').put(hash).array();
  }

  /** One compute node. */
  public static byte[] computeNode(String cluster, String id) {
    return join(computeNodes(cluster), id.getBytes(StandardCharsets.UTF_8));
  }

  /** What the keys of the compute nodes of a cluster start with. */
  public static byte[] computeNodes(String cluster) {
    byte[] name = cluster.getBytes(StandardCharsets.UTF_8);
    return join(computeNodes(), join(name, new byte[] {SEPARATOR}));
  }

  /** What the keys of all compute nodes start with. */
  public static byte[] computeNodes() {
    return new byte[] {0, 'n'};
  }

  /** The nodes of a cluster that are to take no new queries. */
  public static byte[] drain(String cluster) {
    return join(new byte[] {0, 'd'}, cluster.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] join(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  /** A request that has been committed. */
  public static byte[] request(String tenant, String requestId) {
    byte[] id = (tenant + "\0" + requestId).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(2 + id.length).put((byte) 0).put((byte) 'i').put(id).array();
  }

  static byte[] requestByIndex(long index) {
    return ByteBuffer.allocate(10).put((byte) 0).put((byte) 'j').putLong(index).array();
  }

  static byte[] requestsByIndex() {
    return new byte[] {0, 'j'};
  }

  static long requestIndexOf(byte[] key) {
    return ByteBuffer.wrap(key).getLong(2);
  }

  private static byte[] prefix(String tenant, char kind, String... parts) {
    byte[] key = key(tenant, kind, parts);
    byte[] prefix = Arrays.copyOf(key, key.length + 1);
    prefix[key.length] = SEPARATOR;
    return prefix;
  }

  private static byte[] key(String tenant, char kind, String... parts) {
    ByteArrayOutputStream key = new ByteArrayOutputStream(64);
    key.writeBytes(tenant.getBytes(StandardCharsets.UTF_8));
    key.write(SEPARATOR);
    key.write(kind);
    for (String part : parts) {
      key.write(SEPARATOR);
      key.writeBytes(part.getBytes(StandardCharsets.UTF_8));
    }
    return key.toByteArray();
  }

  private static List<String> parts(byte[] key) {
    return List.of(new String(key, StandardCharsets.UTF_8).split("\0", -1));
  }

  private static List<String> levelsOf(String path) {
    return List.of(path.split(LEVEL_SEPARATOR, -1));
  }
}
