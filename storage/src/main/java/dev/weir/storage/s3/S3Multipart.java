package dev.weir.storage.s3;

/**
 * An upload in parts that was started.
 *
 * @param key the object in the making
 * @param uploadId the server's name for it
 * @param putId what the object will carry
 */
record S3Multipart(S3Key key, String uploadId, String putId) {}
