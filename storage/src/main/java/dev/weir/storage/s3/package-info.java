/** The object store in a bucket that speaks the S3 protocol. The only S3 client of the project. */
@NullMarked
package dev.weir.storage.s3;

import org.jspecify.annotations.NullMarked;
