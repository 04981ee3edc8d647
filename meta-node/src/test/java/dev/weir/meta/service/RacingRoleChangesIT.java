package dev.weir.meta.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.contracts.meta.MetaErrors;
import dev.weir.contracts.meta.v1.ChangeRoleRequest;
import dev.weir.contracts.meta.v1.Grant;
import dev.weir.contracts.meta.v1.ListRolesRequest;
import dev.weir.contracts.meta.v1.MetaServiceGrpc;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.contracts.meta.v1.Principal;
import dev.weir.contracts.meta.v1.Privilege;
import dev.weir.contracts.meta.v1.PrivilegeChange;
import dev.weir.contracts.meta.v1.PutPrincipalRequest;
import dev.weir.contracts.meta.v1.Role;
import dev.weir.meta.TestingMeta;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Administrators who change one role at the same time: each of their changes takes effect. */
class RacingRoleChangesIT {
  private static final int WRITERS = 8;
  private static final int CHANGES_OF_WRITER = 10;

  @TempDir Path folder;

  @Test
  void shouldKeepEveryChangeOfRacingAdministrators() throws Exception {
    try (TestingMeta meta = TestingMeta.start(folder)) {
      MetaServiceBlockingStub service =
          MetaServiceGrpc.newBlockingStub(meta.node().inProcessChannel());
      // Given a role with what will be taken from it
      Role.Builder before = Role.newBuilder().setTenant("default").setName("analyst");
      for (String name : names()) {
        before.addMembers("old-" + name).addGrants(select("old." + name));
      }
      service.putRole(before.build());

      // When
      race(
          writer -> {
            for (int i = 0; i < CHANGES_OF_WRITER; i++) {
              String name = name(writer, i);
              service.changeRole(
                  ChangeRoleRequest.newBuilder()
                      .setTenant("default")
                      .setName("analyst")
                      .addRemoveMembers("old-" + name)
                      .addAddMembers("new-" + name)
                      .addRevoke(change("old." + name))
                      .addGrant(change("new." + name))
                      .build());
            }
            return true;
          });

      // Then
      Role after = role(service, "analyst");
      assertThat(after.getGrantsList())
          .containsExactlyInAnyOrderElementsOf(
              names().stream().map(name -> select("new." + name)).toList());
      assertThat(after.getMembersList())
          .containsExactlyInAnyOrderElementsOf(
              names().stream().map(name -> "new-" + name).toList());
    }
  }

  @Test
  void shouldCreateARoleAndAPrincipalOnlyOnce() throws Exception {
    try (TestingMeta meta = TestingMeta.start(folder)) {
      MetaServiceBlockingStub service =
          MetaServiceGrpc.newBlockingStub(meta.node().inProcessChannel());

      List<Boolean> roles =
          race(
              writer ->
                  succeeds(
                      () ->
                          service.createRole(
                              Role.newBuilder()
                                  .setTenant("default")
                                  .setName("analyst")
                                  .addMembers("m" + writer)
                                  .build())));
      List<Boolean> principals =
          race(
              writer ->
                  succeeds(
                      () ->
                          service.putPrincipal(
                              PutPrincipalRequest.newBuilder()
                                  .setOnlyNew(true)
                                  .setPrincipal(
                                      Principal.newBuilder().setTenant("default").setName("ada"))
                                  .build())));

      assertThat(roles).containsOnlyOnce(true);
      assertThat(principals).containsOnlyOnce(true);
      assertThat(role(service, "analyst").getMembersList())
          .containsExactly("m" + roles.indexOf(true));
    }
  }

  private interface Writer<T> {
    T write(int number) throws Exception;
  }

  private static <T> List<T> race(Writer<T> writer) throws Exception {
    CyclicBarrier start = new CyclicBarrier(WRITERS);
    try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<T>> running = new ArrayList<>();
      for (int number = 0; number < WRITERS; number++) {
        int mine = number;
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return writer.write(mine);
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> each : running) {
        results.add(each.get());
      }
      return results;
    }
  }

  private static boolean succeeds(Callable<?> call) throws Exception {
    try {
      call.call();
      return true;
    } catch (StatusRuntimeException failure) {
      assertThat(MetaErrors.fromStatus(failure).code().name()).isEqualTo("ALREADY_EXISTS");
      return false;
    }
  }

  private static List<String> names() {
    return IntStream.range(0, WRITERS * CHANGES_OF_WRITER)
        .mapToObj(i -> name(i / CHANGES_OF_WRITER, i % CHANGES_OF_WRITER))
        .toList();
  }

  private static String name(int writer, int number) {
    return "t" + writer + "-" + number;
  }

  private static PrivilegeChange change(String object) {
    return PrivilegeChange.newBuilder().setObject(object).addPrivileges(Privilege.SELECT).build();
  }

  private static Grant select(String object) {
    return Grant.newBuilder().setObject(object).addPrivileges(Privilege.SELECT).build();
  }

  private static Role role(MetaServiceBlockingStub service, String name) {
    return service
        .listRoles(ListRolesRequest.newBuilder().setTenant("default").build())
        .getRolesList()
        .stream()
        .filter(role -> role.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
