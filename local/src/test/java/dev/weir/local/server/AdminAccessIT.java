package dev.weir.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.meta.v1.DeletePrincipalRequest;
import dev.weir.contracts.meta.v1.ListTokensRequest;
import dev.weir.contracts.meta.v1.RevokeTokenRequest;
import dev.weir.contracts.query.Caller;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever became of the administrator's token, the next start lets the folder's owner in. */
class AdminAccessIT {
  @TempDir Path folder;

  enum Loss {
    TOKEN_REVOKED {
      @Override
      void happen(TestingLocal weir) {
        var meta = weir.node().meta();
        meta.listTokens(ListTokensRequest.newBuilder().setTenant("default").build())
            .getTokensList()
            .forEach(
                token ->
                    meta.revokeToken(
                        RevokeTokenRequest.newBuilder()
                            .setTenant("default")
                            .setTokenId(token.getTokenId())
                            .build()));
      }
    },
    USER_DROPPED {
      @Override
      void happen(TestingLocal weir) {
        weir.node()
            .meta()
            .deletePrincipal(
                DeletePrincipalRequest.newBuilder().setTenant("default").setName("admin").build());
      }
    },
    FILE_DELETED {
      @Override
      void happen(TestingLocal weir) throws Exception {
        Files.delete(weir.node().folder().root().resolve("admin.token"));
      }
    };

    abstract void happen(TestingLocal weir) throws Exception;
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void shouldLetTheOwnerOfTheFolderInAgain(Loss loss) throws Exception {
    // Given
    String before;
    try (TestingLocal weir = new TestingLocal(folder)) {
      before = weir.node().adminToken();
      loss.happen(weir);
    }

    // When
    try (TestingLocal weir = new TestingLocal(folder)) {
      // Then
      String now = weir.node().adminToken();
      Caller owner = weir.node().authenticator().authenticate(now);
      assertThat(owner.admin()).isTrue();
      assertThat(owner.principal()).isEqualTo("admin");
      assertThat(now).isNotEqualTo(before);
      assertThat(weir.node().folder().adminToken()).contains(now);
      if (loss != Loss.FILE_DELETED) {
        assertThatThrownBy(() -> weir.node().authenticator().authenticate(before))
            .hasMessageContaining("revoked");
      }
    }
  }

  @Test
  void shouldKeepATokenThatIsGood() throws Exception {
    String before;
    try (TestingLocal weir = new TestingLocal(folder)) {
      before = weir.node().adminToken();
    }
    try (TestingLocal weir = new TestingLocal(folder)) {
      assertThat(weir.node().adminToken()).isEqualTo(before);
      assertThat(
              weir.node()
                  .meta()
                  .listTokens(ListTokensRequest.newBuilder().setTenant("default").build())
                  .getTokensList())
          .hasSize(1);
    }
  }
}
