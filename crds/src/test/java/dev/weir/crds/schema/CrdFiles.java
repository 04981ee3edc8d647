package dev.weir.crds.schema;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weir.crds.Kind;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The CRD YAML as the code says it now, by file name. */
final class CrdFiles {

  private CrdFiles() {}

  static Map<String, String> generate(Path emptyFolder) throws IOException {
    CRDPostProcessor complete =
        new CRDPostProcessor() {
          @Override
          public HasMetadata process(HasMetadata crd, String crdSpecVersion) {
            return complete((CustomResourceDefinition) crd);
          }
        };
    new CRDGenerator()
        .inOutputDir(emptyFolder.toFile())
        .forCRDVersions("v1")
        .withMinQuotes(true)
        .withParallelGenerationEnabled(false)
        .withPostProcessor(complete)
        .customResourceClasses(
            Arrays.stream(Kind.values()).<Class<? extends HasMetadata>>map(Kind::type).toList())
        .generate();
    Map<String, String> files = new TreeMap<>();
    try (var list = Files.list(emptyFolder)) {
      for (Path file : list.toList()) {
        String name = file.getFileName().toString().replace("-v1.yml", ".yaml");
        files.put(name, quoted(Files.readString(file)));
      }
    }
    return files;
  }

  /** A word that older YAML, which kubectl and Helm read, takes for true or false, as a text. */
  private static String quoted(String yaml) {
    return yaml.replaceAll("(?m)^( *- )([yYnN])$", "$1\"$2\"");
  }

  /**
   * What the generator has no annotation for: a mandatory spec, its summary, order of columns, and
   * the status of what nobody has looked at. Tools that follow kstatus take a resource without
   * conditions for ready, and one whose generation was not observed for what it is.
   */
  private static CustomResourceDefinition complete(CustomResourceDefinition crd) {
    Kind kind = Kind.find(crd.getSpec().getNames().getKind()).orElseThrow();
    CustomResourceDefinitionVersion version = crd.getSpec().getVersions().getFirst();
    JSONSchemaProps schema = version.getSchema().getOpenAPIV3Schema();
    schema.setDescription(kind.summary());
    schema.setRequired(List.of("spec"));
    schema
        .getProperties()
        .get("status")
        .setDefault(JsonNodeFactory.instance.objectNode().put("observedGeneration", -1));
    List<String> declared =
        Arrays.stream(kind.type().getAnnotationsByType(AdditionalPrinterColumn.class))
            .map(AdditionalPrinterColumn::name)
            .toList();
    version
        .getAdditionalPrinterColumns()
        .sort(
            Comparator.comparingInt(
                (CustomResourceColumnDefinition column) -> declared.indexOf(column.getName())));
    return crd;
  }
}
