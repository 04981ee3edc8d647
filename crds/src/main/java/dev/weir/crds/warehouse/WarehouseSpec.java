package dev.weir.crds.warehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.DeletionPolicy;
import dev.weir.crds.reference.ObjectRef;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A warehouse as it is wanted. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "self.profile != 'Production' || (has(self.storage) && has(self.database) && has(self.redis))",
    message =
        "profile Production needs storage, database and redis to be named: nothing embedded holds data that is relied upon")
@ValidationRule(
    value = "self.profile != 'Production' || (has(self.meta) && self.meta.replicas >= 3)",
    message = "profile Production needs meta.replicas of 3 or 5")
@ValidationRule(
    value =
        "self.profile != 'Production' || !has(self.storage) || !has(self.storage.managed) || self.storage.managed.replicas >= 4",
    message = "profile Production needs storage.managed.replicas of 4 or more")
@ValidationRule(
    value =
        "has(self.storage) == has(oldSelf.storage) && (!has(self.storage) || !has(self.storage.s3) || (has(oldSelf.storage.s3) && self.storage.s3.bucket == oldSelf.storage.s3.bucket))",
    message = "storage cannot be moved to another bucket; the tables would stay behind")
@ValidationRule(
    value = "has(self.tls) == has(oldSelf.tls) && (!has(self.tls) || self.tls == oldSelf.tls)",
    message =
        "tls cannot be changed; parts that know the one authority would not let in those that know the other")
public record WarehouseSpec(
    @Default("Development") @JsonPropertyDescription("How much it is relied upon.") Profile profile,
    @JsonPropertyDescription("Which build of Weir runs; that of the operator when absent.")
        @Nullable Image image,
    @JsonPropertyDescription(
            "Where tables live. Absent: a folder on the laptop, a managed store in a cluster.")
        @Nullable Storage storage,
    @JsonPropertyDescription("The catalog and who may do what.") MetaSettings meta,
    @JsonPropertyDescription("The door for SQL.") GatewaySettings gateway,
    @JsonPropertyDescription("The web app.") WebSettings web,
    @JsonPropertyDescription("Background jobs.") WorkerSettings worker,
    @JsonPropertyDescription(
            "Queue and messages between web servers. Absent: embedded on the laptop, managed in a cluster.")
        @Nullable ServiceSettings redis,
    @JsonPropertyDescription(
            "PostgreSQL or MySQL for what the web app stores. Absent: embedded on the laptop, managed in a cluster.")
        @Nullable ServiceSettings database,
    @JsonPropertyDescription("OpenSearch. Absent: embedded on the laptop, none in a cluster.")
        @Nullable ServiceSettings search,
    @JsonPropertyDescription(
            "Who signs the certificates of the parts. Absent: an authority that the operator keeps.")
        @Nullable PartsTls tls,
    @JsonPropertyDescription("Who may sign in.") Auth auth,
    @JsonPropertyDescription("How reports are mailed; not at all when absent.") @Nullable Mail mail,
    @JsonPropertyDescription(
            "The ComputeCluster of queries that name none; the only one when absent.")
        @Nullable ObjectRef defaultComputeClusterRef,
    @Default("Retain")
        @JsonPropertyDescription("What becomes of tables and disks when this resource is deleted.")
        DeletionPolicy deletionPolicy) {

  public WarehouseSpec {
    profile = Copies.orElse(profile, Profile.DEVELOPMENT);
    meta = Copies.orElse(meta, new MetaSettings(null, null, null, null));
    gateway = Copies.orElse(gateway, new GatewaySettings(null, null, null));
    web = Copies.orElse(web, new WebSettings(null, null, null));
    worker = Copies.orElse(worker, new WorkerSettings(null, null, null));
    auth = Copies.orElse(auth, new Auth(null, null, null));
    deletionPolicy = Copies.orElse(deletionPolicy, DeletionPolicy.RETAIN);
  }
}
