package dev.weir.engine.result;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.ViewVarCharVector;
import org.apache.arrow.vector.complex.DenseUnionVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.ListViewVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.complex.UnionVector;
import org.jspecify.annotations.Nullable;

/** Lists, structs, maps and unions. */
final class JsonNested {
  private JsonNested() {}

  /** The writer of a list or map; null when {@code vector} is neither. */
  static @Nullable JsonColumn listOf(FieldVector vector) {
    return switch (vector) {
      case MapVector map -> map(map);
      case ListVector list -> {
        JsonColumn element = JsonColumn.of(list.getDataVector());
        yield (row, out) ->
            elements(element, list.getElementStartIndex(row), list.getElementEndIndex(row), out);
      }
      case LargeListVector list -> {
        JsonColumn element = JsonColumn.of(list.getDataVector());
        yield (row, out) ->
            elements(
                element,
                (int) list.getElementStartIndex(row),
                (int) list.getElementEndIndex(row),
                out);
      }
      case ListViewVector list -> {
        JsonColumn element = JsonColumn.of(list.getDataVector());
        yield (row, out) ->
            elements(element, list.getElementStartIndex(row), list.getElementEndIndex(row), out);
      }
      case FixedSizeListVector list -> {
        JsonColumn element = JsonColumn.of(list.getDataVector());
        int length = list.getListSize();
        yield (row, out) -> elements(element, row * length, (row + 1) * length, out);
      }
      default -> null;
    };
  }

  static JsonColumn struct(StructVector vector) {
    List<JsonColumn> columns = new ArrayList<>();
    List<byte[]> names = new ArrayList<>();
    for (FieldVector child : vector.getChildrenFromFields()) {
      columns.add(JsonColumn.of(child));
      names.add(nameWithColon(child.getName()));
    }
    return (row, out) -> {
      out.raw('{');
      for (int i = 0; i < columns.size(); i++) {
        if (i > 0) {
          out.raw(',');
        }
        out.raw(names.get(i));
        columns.get(i).write(row, out);
      }
      out.raw('}');
    };
  }

  static JsonColumn union(UnionVector vector) {
    List<FieldVector> members = vector.getChildrenFromFields();
    List<JsonColumn> columns = members.stream().map(JsonColumn::of).toList();
    return (row, out) -> member(columns, vector.getTypeValue(row), row, out);
  }

  static JsonColumn union(DenseUnionVector vector) {
    List<FieldVector> members = vector.getChildrenFromFields();
    List<JsonColumn> columns = members.stream().map(JsonColumn::of).toList();
    return (row, out) -> member(columns, vector.getTypeId(row), vector.getOffset(row), out);
  }

  private static void member(List<JsonColumn> columns, int type, int row, JsonOutput out) {
    if (type < 0 || type >= columns.size()) {
      out.nil();
    } else {
      columns.get(type).write(row, out);
    }
  }

  private static JsonColumn map(MapVector vector) {
    StructVector entries = (StructVector) vector.getDataVector();
    FieldVector keys = entries.getChildrenFromFields().get(0);
    JsonColumn key = JsonColumn.of(keys);
    JsonColumn value = JsonColumn.of(entries.getChildrenFromFields().get(1));
    boolean textKeys =
        keys instanceof VarCharVector
            || keys instanceof LargeVarCharVector
            || keys instanceof ViewVarCharVector;
    return (row, out) -> {
      int start = vector.getElementStartIndex(row);
      int end = vector.getElementEndIndex(row);
      out.raw('{');
      for (int i = start; i < end; i++) {
        if (i > start) {
          out.raw(',');
        }
        if (textKeys) {
          key.write(i, out);
        } else {
          out.text(keyText(key, i));
        }
        out.raw(':');
        value.write(i, out);
      }
      out.raw('}');
    };
  }

  /** A JSON object has only text for keys: any other key becomes the text of its JSON. */
  private static String keyText(JsonColumn key, int row) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    JsonOutput out = new JsonOutput(bytes);
    key.write(row, out);
    try {
      out.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    String json = bytes.toString(StandardCharsets.UTF_8);
    return json.startsWith("\"") ? json.substring(1, json.length() - 1) : json;
  }

  private static byte[] nameWithColon(String name) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    JsonOutput out = new JsonOutput(bytes);
    out.text(name);
    out.raw(':');
    try {
      out.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void elements(JsonColumn element, int start, int end, JsonOutput out) {
    out.raw('[');
    for (int i = start; i < end; i++) {
      if (i > start) {
        out.raw(',');
      }
      element.write(i, out);
    }
    out.raw(']');
  }
}
