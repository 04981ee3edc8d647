package dev.weir.engine.explain;

import dev.weir.engine.duck.FileFooter;
import dev.weir.engine.duck.FileFooter.RowGroup;
import dev.weir.engine.duck.FilePlaces;
import dev.weir.engine.duck.Footers;
import dev.weir.engine.duck.RunProfile;
import dev.weir.engine.plan.StatementPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.expressions.Binder;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.InclusiveMetricsEvaluator;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Counts the bytes of column chunks that a run read: of the row groups that it looked at, those of
 * the columns that it used. The SQL engine's own count has footers in it, and what lies between two
 * chunks that it reads at once; the footers' count has chunks that the engine found out not to need
 * on the way. So the smaller one is the truth. Thread-safe.
 */
public final class BytesRead {
  /** Beyond so many row groups a scan that was pruned is not worth judging each. */
  private static final int JUDGED_MAX = 2_000;

  private final Footers footers;
  private final FilePlaces places;

  public BytesRead(Footers footers, FilePlaces places) {
    this.footers = footers;
    this.places = places;
  }

  /** The tables of a statement, by name. */
  List<TableRead> tables(StatementPlan plan) {
    return TableRead.all(plan, places);
  }

  /** Bytes of all scans of a run. */
  public long of(RunProfile profile, StatementPlan plan) {
    if (profile.bytesRead() == 0) {
      return 0;
    }
    List<PlanNode> open = new ArrayList<>(List.of(PlanNode.of(profile.plan())));
    Scans scans = new Scans(tables(plan));
    long bytes = 0;
    while (!open.isEmpty()) {
      PlanNode node = open.removeLast();
      open.addAll(node.children());
      if (Scans.isTable(node)) {
        TableRead read = scans.claim(node);
        long scanned = read == null ? -1 : of(node, read);
        if (scanned < 0) {
          return profile.bytesRead();
        }
        bytes += scanned;
      }
    }
    return Math.min(bytes, profile.bytesRead());
  }

  /** Bytes of one scan that was run, or -1 when the footers are not known. */
  long of(PlanNode scan, TableRead read) {
    List<NestedField> columns = Scans.columns(scan, read);
    if (columns.isEmpty() || scan.rowGroups() == 0) {
      return 0;
    }
    List<FileFooter> files = footers.find(read.planned().files());
    if (files == null || scan.rowGroups() < 0) {
      return -1;
    }
    List<RowGroup> all = files.stream().flatMap(file -> file.rowGroups().stream()).toList();
    long scanned = scan.rowGroups();
    if (scanned >= all.size()) {
      return sum(all, columns, read);
    }
    List<RowGroup> candidates = matching(all, read);
    if (candidates.size() < scanned) {
      candidates = all;
    }
    // Which of them were left out at run time (LIMIT, top rows, joins) nobody tells.
    double share = (double) scanned / candidates.size();
    return Math.round(sum(candidates, columns, read) * share);
  }

  private static List<RowGroup> matching(List<RowGroup> groups, TableRead read) {
    Expression predicate = read.planned().predicate();
    if (groups.size() > JUDGED_MAX || predicate.op() == Expression.Operation.TRUE) {
      return groups;
    }
    Set<Integer> fields =
        Binder.boundReferences(read.table().schema().asStruct(), List.of(predicate), false);
    InclusiveMetricsEvaluator evaluator =
        new InclusiveMetricsEvaluator(read.table().schema(), predicate, true);
    return groups.stream()
        .filter(group -> evaluator.eval(group.asFile(read.table().schema(), fields)))
        .toList();
  }

  private static long sum(List<RowGroup> groups, List<NestedField> columns, TableRead read) {
    long bytes = 0;
    for (RowGroup group : groups) {
      for (int id : read.stored(group.bytes().keySet(), columns)) {
        bytes += group.bytes().get(id);
      }
    }
    return bytes;
  }
}
