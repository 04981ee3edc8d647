package dev.weir.meta.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.contracts.meta.v1.Policy;
import dev.weir.contracts.meta.v1.Privilege;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicySumTest {
  private static final String EU = "region = 'EU'";
  private static final String US = "region = 'US'";

  @Test
  void shouldAddUpPrivileges() {
    Policy policy =
        PolicySum.of(
            List.of(
                grant("a", Set.of(Privilege.SELECT), "", Map.of()),
                grant("b", Set.of(Privilege.INSERT, Privilege.DELETE), "", Map.of())));

    assertThat(policy.getPrivilegesList())
        .containsExactly(Privilege.SELECT, Privilege.INSERT, Privilege.DELETE);
  }

  @Test
  void shouldShowARowThatAnyRoleShows() {
    assertThat(sum(select("a", US), select("b", EU)).getRowFiltersList()).containsExactly(EU, US);
    assertThat(sum(select("a", US), select("b", "")).getRowFiltersList()).isEmpty();
    assertThat(sum(select("a", US), select("b", US)).getRowFiltersList()).containsExactly(US);
  }

  @Test
  void shouldNotLetAGrantWithoutSelectLiftAFilter() {
    Policy policy = sum(select("a", EU), grant("b", Set.of(Privilege.INSERT), "", Map.of()));

    assertThat(policy.getRowFiltersList()).containsExactly(EU);
  }

  @Test
  void shouldLiftAMaskOnlyWhereARoleShowsTheValue() {
    // Given a role that shows EU rows plainly and one that shows every row masked
    RoleGrant plainInEurope = select("a", EU);
    RoleGrant masked = masked("b", "", "ssn", "NULL");

    // Then the value is seen in EU rows only
    assertThat(sum(plainInEurope, masked).getColumnMasksMap())
        .containsExactly(Map.entry("ssn", "CASE WHEN (" + EU + ") THEN \"ssn\" ELSE (NULL) END"));
    assertThat(sum(select("a", ""), masked).getColumnMasksMap()).isEmpty();
  }

  @Test
  void shouldKeepAMaskThatEveryRoleHas() {
    assertThat(
            sum(masked("a", EU, "ssn", "NULL"), masked("b", "", "ssn", "NULL")).getColumnMasksMap())
        .containsExactly(Map.entry("ssn", "NULL"));
    assertThat(
            sum(masked("a", EU, "ssn", "'x'"), masked("b", "", "ssn", "NULL")).getColumnMasksMap())
        .containsExactly(Map.entry("ssn", "CASE WHEN (" + EU + ") THEN ('x') ELSE (NULL) END"));
  }

  @Test
  void shouldNotBeFooledByTheCaseOfAColumn() {
    assertThat(
            sum(masked("a", "", "SSN", "NULL"), masked("b", "", "ssn", "NULL")).getColumnMasksMap())
        .containsExactly(Map.entry("ssn", "NULL"));
  }

  @Test
  void shouldGiveTheSamePolicyInAnyOrder() {
    // Given
    List<RoleGrant> grants =
        new ArrayList<>(
            List.of(
                select("a", EU),
                masked("b", US, "ssn", "NULL"),
                masked("b", US, "ssn", "'x'"),
                masked("c", "", "mail", "'?'"),
                grant("d", Set.of(Privilege.ALTER), "", Map.of())));
    Policy first = PolicySum.of(grants);
    Random random = new Random(7);

    for (int i = 0; i < 50; i++) {
      // When
      Collections.shuffle(grants, random);

      // Then
      assertThat(PolicySum.of(grants)).isEqualTo(first);
    }
  }

  @Test
  void shouldChangeTheHashWithAnythingThatIsSeen() {
    assertThat(
            List.of(
                sum().getHash(),
                sum(select("a", "")).getHash(),
                sum(select("a", EU)).getHash(),
                sum(select("a", US)).getHash(),
                sum(masked("a", "", "ssn", "NULL")).getHash(),
                sum(masked("a", "", "ssn", "''")).getHash(),
                sum(masked("a", "", "mail", "NULL")).getHash(),
                PolicySum.ADMIN.getHash()))
        .doesNotHaveDuplicates()
        .allMatch(hash -> !hash.isEmpty());
  }

  @Test
  void shouldNotChangeTheHashWithTheNameOfARole() {
    assertThat(sum(select("a", EU)).getHash()).isEqualTo(sum(select("b", EU)).getHash());
  }

  /** Result caches outlive a release: the hash of a policy is part of their keys. */
  @Test
  void shouldKeepTheHashOfAPolicyAcrossReleases() {
    assertThat(sum(masked("a", EU, "ssn", "NULL")).getHash())
        .isEqualTo("0bed8f34b5dafa12eaac4fef11c1ba0d");
  }

  private static Policy sum(RoleGrant... grants) {
    return PolicySum.of(List.of(grants));
  }

  private static RoleGrant select(String role, String filter) {
    return grant(role, Set.of(Privilege.SELECT), filter, Map.of());
  }

  private static RoleGrant masked(String role, String filter, String column, String mask) {
    return grant(role, Set.of(Privilege.SELECT), filter, Map.of(column, mask));
  }

  private static RoleGrant grant(
      String role, Set<Privilege> privileges, String filter, Map<String, String> masks) {
    return new RoleGrant(role, ObjectName.parse("*"), privileges, filter, masks);
  }
}
