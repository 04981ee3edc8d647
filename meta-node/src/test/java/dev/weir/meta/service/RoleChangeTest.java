package dev.weir.meta.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.ChangeRoleRequest;
import dev.weir.contracts.meta.v1.Privilege;
import dev.weir.contracts.meta.v1.PrivilegeChange;
import dev.weir.meta.state.v1.GrantRecord;
import dev.weir.meta.state.v1.RoleRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoleChangeTest {

  @Test
  void shouldAddToTheGrantWithoutConditionsAndLeaveTheOthersAlone() {
    GrantRecord filtered = grant("sales.orders", Privilege.SELECT).setRowFilter("a = 1").build();
    GrantRecord plain = grant("sales.orders", Privilege.SELECT).build();

    RoleRecord once = granted(role(filtered), "sales.orders", Privilege.SELECT);
    RoleRecord twice = granted(once, "sales.\"orders\"", Privilege.INSERT);

    assertThat(once.getGrantsList()).containsExactly(filtered, plain);
    assertThat(twice.getGrantsList())
        .containsExactly(
            filtered, grant("sales.orders", Privilege.SELECT, Privilege.INSERT).build());
    assertThat(granted(twice, "sales.orders", Privilege.SELECT)).isEqualTo(twice);
  }

  @Test
  void shouldTakeFiltersAndMasksAwayWithSelect() {
    GrantRecord filtered =
        grant("sales", Privilege.SELECT, Privilege.UPDATE)
            .setRowFilter("a = 1")
            .putColumnMasks("b", "NULL")
            .build();

    assertThat(revoked(role(filtered), "sales", Privilege.SELECT).getGrantsList())
        .containsExactly(grant("sales", Privilege.UPDATE).build());
    assertThat(revoked(role(filtered), "sales", Privilege.UPDATE).getGrants(0).getRowFilter())
        .isEqualTo("a = 1");
  }

  @Test
  void shouldDropAnEmptyGrantAndTouchNoOtherObject() {
    GrantRecord namespace = grant("sales", Privilege.SELECT).build();
    RoleRecord role = role(namespace, grant("sales.orders", Privilege.SELECT).build());

    assertThat(revoked(role, "sales.orders", Privilege.SELECT).getGrantsList())
        .containsExactly(namespace);
    assertThat(revoked(role, "sales.other", Privilege.SELECT)).isEqualTo(role);
  }

  @Test
  void shouldRefuseWhatMeansNothing() {
    for (PrivilegeChange change :
        List.of(
            change("sales..orders", Privilege.SELECT),
            change("sales"),
            change("sales", Privilege.PRIVILEGE_UNSPECIFIED))) {
      assertThatThrownBy(
              () -> RoleChange.of(ChangeRoleRequest.newBuilder().addGrant(change).build()))
          .isInstanceOfSatisfying(
              WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST));
    }
  }

  private static RoleRecord granted(RoleRecord role, String object, Privilege... privileges) {
    return RoleChange.of(
            ChangeRoleRequest.newBuilder().addGrant(change(object, privileges)).build())
        .apply(role);
  }

  private static RoleRecord revoked(RoleRecord role, String object, Privilege... privileges) {
    return RoleChange.of(
            ChangeRoleRequest.newBuilder().addRevoke(change(object, privileges)).build())
        .apply(role);
  }

  private static PrivilegeChange change(String object, Privilege... privileges) {
    return PrivilegeChange.newBuilder()
        .setObject(object)
        .addAllPrivileges(List.of(privileges))
        .build();
  }

  private static RoleRecord role(GrantRecord... grants) {
    return RoleRecord.newBuilder().addAllGrants(List.of(grants)).build();
  }

  private static GrantRecord.Builder grant(String object, Privilege... privileges) {
    GrantRecord.Builder grant = GrantRecord.newBuilder().setObject(object);
    for (Privilege privilege : privileges) {
      grant.addPrivileges(privilege.getNumber());
    }
    return grant;
  }
}
