package dev.weir.meta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.contracts.meta.v1.AuthenticateRequest;
import dev.weir.contracts.meta.v1.ListRelationsRequest;
import dev.weir.contracts.meta.v1.Principal;
import dev.weir.contracts.meta.v1.RelationKind;
import dev.weir.contracts.meta.v1.ResolveRequest;
import dev.weir.contracts.meta.v1.ResolveResponse;
import dev.weir.contracts.meta.v1.TableName;
import java.nio.file.Path;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetaNodeIT {
  private static final Schema SCHEMA =
      new Schema(Types.NestedField.required(1, "id", Types.LongType.get()));

  @TempDir Path folder;

  @Test
  void shouldServeATableThroughRestAndResolveIt() throws Exception {
    try (TestingMeta meta = TestingMeta.start(folder);
        TestingIcebergServer server = TestingIcebergServer.start(meta.node());
        RESTCatalog catalog = server.catalog(TestingMeta.TOKEN, meta.clientProperties())) {
      // Given
      TableIdentifier name = TableIdentifier.of(Namespace.of("default"), "orders");
      Table table = catalog.createTable(name, SCHEMA);

      // When
      table.newFastAppend().appendFile(file("one")).commit();

      // Then
      Principal admin =
          meta.service()
              .authenticate(AuthenticateRequest.newBuilder().setToken(TestingMeta.TOKEN).build());
      assertThat(admin.getAdmin()).isTrue();
      ResolveResponse resolved =
          meta.service()
              .resolve(
                  ResolveRequest.newBuilder()
                      .setTenant("default")
                      .setPrincipal("admin")
                      .addNames(TableName.newBuilder().addNamespace("default").setName("orders"))
                      .build());
      assertThat(resolved.getRelations(0).getKind()).isEqualTo(RelationKind.TABLE);
      assertThat(resolved.getRelations(0).getSnapshotId())
          .isEqualTo(catalog.loadTable(name).currentSnapshot().snapshotId());
      assertThat(
              meta.service()
                  .listRelations(
                      ListRelationsRequest.newBuilder()
                          .setTenant("default")
                          .setPrincipal("admin")
                          .build())
                  .getRelationsList())
          .hasSize(1);
    }
  }

  static DataFile file(String name) {
    return DataFiles.builder(PartitionSpec.unpartitioned())
        .withPath("file:///" + name + ".parquet")
        .withFileSizeInBytes(10)
        .withRecordCount(1)
        .build();
  }
}
