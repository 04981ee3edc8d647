package dev.weir.crds.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.Patterns;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file that fills a table while the table is empty. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LoadSource(
    @Required
        @Size(min = 1, max = 2000)
        @JsonPropertyDescription(
            "Where the file is. `npm:PACKAGE@VERSION/PATH`: a file of a pinned npm package, in a"
                + " cluster from the registry that the operator's chart names. Otherwise a path"
                + " relative to the file that holds this resource, which only the laptop sees."
                + " `bucket:KEY`: an object of the warehouse's own object store, by its key below"
                + " the prefix that the Warehouse names; on a laptop, a file below the folder"
                + " `objects` of its data.")
        String source,
    @JsonPropertyDescription("How it is written; by the ending of its name when absent.")
        @Nullable LoadFormat format,
    @Size(max = Patterns.IDENTIFIER_MAX)
        @JsonPropertyDescription(
            "Column that the file lacks and that is filled with the row's number, from 1: a key for"
                + " data that comes without one.")
        @Nullable String rowNumberColumn,
    @Size(max = 10000)
        @JsonPropertyDescription(
            "Columns of the file, in the order of the table's; by name when absent. For files"
                + " without a header.")
        List<String> columns,
    @JsonPropertyDescription(
            "How to read it, by the names of the COPY statement: `delimiter`, `header`,"
                + " `nullstr`, `dateformat`.")
        Map<String, String> options,
    @Pattern("^[0-9a-f]{64}$")
        @JsonPropertyDescription("SHA-256 of the file in hexadecimal; another content is refused.")
        @Nullable String sha256) {

  public LoadSource {
    columns = Copies.of(columns);
    options = Copies.of(options);
  }
}
