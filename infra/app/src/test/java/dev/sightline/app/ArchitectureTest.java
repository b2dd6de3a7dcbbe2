package dev.sightline.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.sightline.app.architecture.matcher.link.BreaksEveryRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Who may depend on whom. Each rule is proven once: the same rule, applied to a class that breaks it on purpose, must
 * fail, so a rule that matches nothing cannot pass unnoticed.
 */
class ArchitectureTest {
    private static final String ROOT = "dev.sightline.";
    private static final String PROOF = ROOT + "app.architecture.";
    private static final List<String> ALGORITHMS =
            List.of("track", "link", "gallery", "alert", "calibrate", "mine", "loss", "evaluate", "sample");
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sightline");

    private record Rule(String name, ArchRule product, ArchRule onBreakingClass) {}

    /** {@code from} is a list of packages; the same rule is also built for the class that breaks it. */
    private static Rule forbid(String name, List<String> from, String... to) {
        return new Rule(name, rule(from, to), rule(List.of(PROOF + ".."), to));
    }

    private static ArchRule rule(List<String> from, String... to) {
        return ArchRuleDefinition.noClasses()
                .that()
                .resideInAnyPackage(from.toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(to);
    }

    private static List<String> everyModuleBut(String... allowed) {
        List<String> keep = List.of(allowed);
        return Stream.of(
                        "contracts",
                        "onnx",
                        "platform",
                        "store",
                        "ingest",
                        "embedder",
                        "matcher",
                        "trainer",
                        "app",
                        "bench")
                .filter(m -> !keep.contains(m))
                .map(m -> ROOT + m + "..")
                .toList();
    }

    private static List<String> modules(String... names) {
        return Stream.of(names).map(m -> ROOT + m + "..").toList();
    }

    private static Stream<Rule> rules() {
        return Stream.of(
                forbid(
                        "contracts depend on no other module",
                        modules("contracts"),
                        everyModuleBut("contracts").toArray(String[]::new)),
                forbid(
                        "onnx and platform do not depend on store, services or app",
                        modules("onnx", "platform"),
                        modules("store", "ingest", "embedder", "matcher", "trainer", "app").toArray(String[]::new)),
                forbid(
                        "services do not depend on ingest",
                        modules("embedder", "matcher", "trainer", "store"),
                        ROOT + "ingest.."),
                forbid(
                        "services do not depend on embedder",
                        modules("ingest", "matcher", "trainer", "store"),
                        ROOT + "embedder.."),
                forbid(
                        "services do not depend on matcher",
                        modules("ingest", "embedder", "trainer", "store"),
                        ROOT + "matcher.."),
                forbid(
                        "services do not depend on trainer",
                        modules("ingest", "embedder", "matcher", "store"),
                        ROOT + "trainer.."),
                forbid(
                        "services do not depend on app",
                        modules("ingest", "embedder", "matcher", "trainer", "store"),
                        ROOT + "app.."),
                forbid("FFmpeg and JavaCV only in ingest", everyModuleBut("ingest"), "org.bytedeco.javacv..", "org.bytedeco.ffmpeg.."),
                forbid(
                        "OpenCV only in ingest, embedder, trainer",
                        everyModuleBut("ingest", "embedder", "trainer"),
                        "org.bytedeco.opencv.."),
                forbid("ONNX Runtime only in embedder and trainer", everyModuleBut("embedder", "trainer"), "ai.onnxruntime.."),
                forbid("Kafka Streams only in matcher", everyModuleBut("matcher"), "org.apache.kafka.streams.."),
                forbid("LibTorch only in trainer", everyModuleBut("trainer"), "org.bytedeco.pytorch.."),
                forbid(
                        "Hibernate and Jakarta Persistence only in store",
                        everyModuleBut("store"),
                        "org.hibernate..",
                        "jakarta.persistence.."),
                forbid("Javalin only in platform and app", everyModuleBut("platform", "app"), "io.javalin.."),
                forbid(
                        "algorithms know no Kafka, HTTP, SQL or configuration",
                        ALGORITHMS.stream()
                                .flatMap(a -> Stream.of(ROOT + "matcher." + a + "..", ROOT + "trainer." + a + ".."))
                                .toList(),
                        "org.apache.kafka..",
                        "io.javalin..",
                        "java.net.http..",
                        "java.sql..",
                        "io.smallrye..",
                        "dev.sightline.platform.settings..",
                        "dev.sightline.platform.kafka.."));
    }

    @TestFactory
    Stream<DynamicTest> shouldKeepTheDependencyRules() {
        return rules().map(r -> DynamicTest.dynamicTest(r.name, () -> r.product.check(PRODUCT)));
    }

    @TestFactory
    Stream<DynamicTest> shouldCatchAClassThatBreaksTheRule() {
        JavaClasses breaking = new ClassFileImporter().importClasses(BreaksEveryRule.class);
        return rules().map(r -> DynamicTest.dynamicTest(r.name, () -> assertThatThrownBy(
                        () -> r.onBreakingClass.check(breaking))
                .as("a class that breaks the rule")
                .isInstanceOf(AssertionError.class)));
    }
}
