package dev.weir.storage.s3;

import java.io.InputStream;
import java.util.Objects;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Makes the server keep what S3 promises and S3Proxy 4.1 does not: it checks {@code If-Match}
 * before it writes, not with the write, so that two of two racing writers win.
 */
final class TestingAtomicBlobStore extends ForwardingBlobStore {
  TestingAtomicBlobStore(BlobStore delegate) {
    super(delegate);
  }

  @Override
  public synchronized PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
    if (request.ifMatch() != null) {
      HeadObjectResponse present = blobMetadataIfPresent(request.bucket(), request.key());
      if (present == null || !Objects.equals(plain(present.eTag()), plain(request.ifMatch()))) {
        throw S3Exceptions.preconditionFailed(null);
      }
    }
    return super.putBlob(request, content);
  }

  private static String plain(String etag) {
    return etag.replace("\"", "");
  }
}
