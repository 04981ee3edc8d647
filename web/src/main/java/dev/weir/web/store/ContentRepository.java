package dev.weir.web.store;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.web.api.ContentKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Dashboards and notebooks in the metadata database. Thread-safe. */
public final class ContentRepository {
  private static final String SUMMARY =
      "slug, title, folder, parts, version, owner, created_at, updated_at";
  private static final String BY_KEY = " WHERE tenant = ? AND kind = ? AND slug = ?";

  private final MetadataDatabase database;

  public ContentRepository(MetadataDatabase database) {
    this.database = database;
  }

  /** The object of that key. */
  public Optional<StoredContent> find(ContentKey key) {
    return database.transact(connection -> find(connection, key));
  }

  /** Its version without the rest, for those who hold a copy. */
  public OptionalLong findVersion(ContentKey key) {
    return database.transact(
        connection ->
            Statements.find(
                    connection,
                    "SELECT version FROM content" + BY_KEY,
                    row -> row.getLong(1),
                    key.tenant(),
                    key.kind().label(),
                    key.slug())
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty));
  }

  /** Every object of the kind without its resource, by slug. */
  public List<ContentSummary> list(String tenant, ContentKind kind) {
    return database.transact(
        connection -> {
          Map<String, List<String>> relations = new HashMap<>();
          Statements.list(
                  connection,
                  "SELECT slug, relation FROM content_relation WHERE tenant = ? AND kind = ?"
                      + " ORDER BY slug, ordinal",
                  row -> Map.entry(row.getString(1), row.getString(2)),
                  tenant,
                  kind.label())
              .forEach(
                  pair ->
                      relations
                          .computeIfAbsent(pair.getKey(), slug -> new ArrayList<>())
                          .add(pair.getValue()));
          return Statements.list(
              connection,
              "SELECT " + SUMMARY + " FROM content WHERE tenant = ? AND kind = ? ORDER BY slug",
              row ->
                  read(row, tenant, kind, relations.getOrDefault(row.getString("slug"), List.of())),
              tenant,
              kind.label());
        });
  }

  /**
   * Stores a new object, its version being 1.
   *
   * @return false when there is one of that key: nothing was changed
   */
  public boolean insert(StoredContent content) {
    ContentKey key = content.key();
    ContentSummary summary = content.summary();
    try {
      return database.transact(
          connection -> {
            Statements.update(
                connection,
                "INSERT INTO content (tenant, kind, resource, "
                    + SUMMARY
                    + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                key.tenant(),
                key.kind().label(),
                content.resource(),
                key.slug(),
                summary.title(),
                summary.folder(),
                summary.parts(),
                summary.version(),
                summary.owner(),
                summary.createdEpochMillis(),
                summary.updatedEpochMillis());
            insertRelations(connection, content);
            return true;
          });
    } catch (WeirException e) {
      if (e.code() == ErrorCode.ALREADY_EXISTS) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Replaces an object that is at version {@code content.version() - 1}. Owner and time of making
   * stay.
   *
   * @return false when it is at another version or gone: nothing was changed
   */
  public boolean replace(StoredContent content) {
    return database.transact(
        connection -> {
          ContentKey key = content.key();
          int touched =
              Statements.update(
                  connection,
                  "UPDATE content SET title = ?, folder = ?, parts = ?, resource = ?, version = ?,"
                      + " updated_at = ?"
                      + BY_KEY
                      + " AND version = ?",
                  content.summary().title(),
                  content.summary().folder(),
                  content.summary().parts(),
                  content.resource(),
                  content.version(),
                  content.summary().updatedEpochMillis(),
                  key.tenant(),
                  key.kind().label(),
                  key.slug(),
                  content.version() - 1);
          if (touched == 0) {
            return false;
          }
          Statements.update(
              connection,
              "DELETE FROM content_relation" + BY_KEY,
              key.tenant(),
              key.kind().label(),
              key.slug());
          insertRelations(connection, content);
          return true;
        });
  }

  /**
   * Deletes an object with its stars and visits.
   *
   * @return false when there was none
   */
  public boolean delete(ContentKey key) {
    return database.transact(
        connection -> {
          Object[] values = {key.tenant(), key.kind().label(), key.slug()};
          Statements.update(connection, "DELETE FROM favourite" + BY_KEY, values);
          Statements.update(connection, "DELETE FROM visit" + BY_KEY, values);
          return Statements.update(connection, "DELETE FROM content" + BY_KEY, values) > 0;
        });
  }

  private static Optional<StoredContent> find(Connection connection, ContentKey key)
      throws SQLException {
    Object[] values = {key.tenant(), key.kind().label(), key.slug()};
    List<String> relations =
        Statements.list(
            connection,
            "SELECT relation FROM content_relation" + BY_KEY + " ORDER BY ordinal",
            row -> row.getString(1),
            values);
    return Statements.find(
        connection,
        "SELECT resource, " + SUMMARY + " FROM content" + BY_KEY,
        row ->
            new StoredContent(
                read(row, key.tenant(), key.kind(), relations), row.getString("resource")),
        values);
  }

  private static ContentSummary read(
      ResultSet row, String tenant, ContentKind kind, List<String> relations) throws SQLException {
    return new ContentSummary(
        new ContentKey(tenant, kind, row.getString("slug")),
        row.getString("title"),
        row.getString("folder"),
        row.getInt("parts"),
        List.copyOf(relations),
        row.getLong("version"),
        row.getString("owner"),
        row.getLong("created_at"),
        row.getLong("updated_at"));
  }

  private static void insertRelations(Connection connection, StoredContent content)
      throws SQLException {
    ContentKey key = content.key();
    List<String> relations = content.summary().relations();
    for (int i = 0; i < relations.size(); i++) {
      Statements.update(
          connection,
          "INSERT INTO content_relation (tenant, kind, slug, ordinal, relation)"
              + " VALUES (?, ?, ?, ?, ?)",
          key.tenant(),
          key.kind().label(),
          key.slug(),
          i,
          relations.get(i));
    }
  }
}
