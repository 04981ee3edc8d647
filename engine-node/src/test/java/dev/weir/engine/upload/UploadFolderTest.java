package dev.weir.engine.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadFolderTest {
  private static final Caller ADA = new Caller("default", "ada", "Ada", List.of(), false);
  private static final Caller BOB = new Caller("default", "bob", "Bob", List.of(), true);

  @TempDir Path folder;

  @Test
  void shouldKeepAFileForItsSenderAlone() throws Exception {
    // Given
    UploadFolder uploads = UploadFolder.open(folder, 1_000, 0);

    // When
    Upload upload =
        uploads.receive(ADA, "a.csv", 3, new ByteArrayInputStream(new byte[] {1, 2, 3}));

    // Then
    assertThat(uploads.find(upload.reference(), ADA)).contains(upload);
    assertThat(Files.readAllBytes(upload.file())).containsExactly(1, 2, 3);
    assertThat(uploads.find(upload.reference(), BOB)).isEmpty();
    assertThat(uploads.find(upload.file().toString(), ADA)).isEmpty();
    uploads.discard(upload);
    assertThat(uploads.find(upload.reference(), ADA)).isEmpty();
    assertThat(files()).isZero();
  }

  @Test
  void shouldRefuseWhatIsTooLargeAndLeaveNothing() throws Exception {
    // Given
    UploadFolder uploads = UploadFolder.open(folder, 1_000, 0);
    byte[] large = new byte[1_001];

    // When / Then: announced or not
    for (long announced : new long[] {1_001, -1}) {
      assertThatThrownBy(
              () -> uploads.receive(ADA, "a", announced, new ByteArrayInputStream(large)))
          .isInstanceOfSatisfying(
              WeirException.class,
              failure -> assertThat(failure.code()).isEqualTo(ErrorCode.BAD_INPUT_FILE));
    }
    assertThat(files()).isZero();
  }

  @Test
  void shouldRefuseWhenTheDiskIsFull() throws Exception {
    // Given a reserve that no disk has
    UploadFolder uploads = UploadFolder.open(folder, 1_000, Long.MAX_VALUE);

    // When / Then
    assertThatThrownBy(() -> uploads.receive(ADA, "a", 1, InputStream.nullInputStream()))
        .isInstanceOfSatisfying(
            WeirException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.DISK_FULL));
  }

  @Test
  void shouldLeaveNothingOfABodyThatBreaksOff() throws Exception {
    // Given a client that goes away
    UploadFolder uploads = UploadFolder.open(folder, 1_000, 0);
    InputStream broken =
        new InputStream() {
          private int left = 10;

          @Override
          public int read() throws IOException {
            if (left-- == 0) {
              throw new IOException("connection reset");
            }
            return 'x';
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            into[offset] = (byte) read();
            return 1;
          }
        };

    // When / Then
    assertThatThrownBy(() -> uploads.receive(ADA, "a", -1, broken)).isInstanceOf(IOException.class);
    assertThat(files()).isZero();
  }

  @Test
  void shouldWipeWhatAKilledProcessLeft() throws Exception {
    // Given
    Files.writeString(folder.resolve("x.upload"), "left");

    // When
    UploadFolder.open(folder, 1_000, 0);

    // Then
    assertThat(files()).isZero();
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }
}
