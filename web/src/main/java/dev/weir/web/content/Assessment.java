package dev.weir.web.content;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.crds.validation.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about a resource that somebody wants to store.
 *
 * @param title for people
 * @param folder breadcrumb; null: none
 * @param parts charts or cells
 * @param relations tables and views that it reads, {@code namespace.table}, sorted
 * @param problems everything that is wrong; it is stored only when there is nothing
 * @param status what its status shall be, without conditions
 */
public record Assessment(
    String title,
    @Nullable String folder,
    int parts,
    List<String> relations,
    List<Problem> problems,
    JsonNode status) {}
