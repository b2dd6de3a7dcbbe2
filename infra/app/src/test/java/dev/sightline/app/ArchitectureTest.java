package dev.sightline.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.sightline.app.architecture.cycle.first.NeedsSecond;
import dev.sightline.app.architecture.cycle.second.NeedsFirst;
import dev.sightline.app.architecture.matcher.link.BreaksEveryRule;
import dev.sightline.matcher.v1.IdentityState;
import dev.sightline.platform.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Which module may depend on which. Each rule is proven once: the same rule, applied to a class that breaks it on purpose, must
 * fail for every package it forbids, so a rule that matches nothing cannot pass unnoticed. That the packages a rule holds
 * for exist is checked by ArchUnit itself. Generated code is left out.
 */
class ArchitectureTest {
    private static final String ROOT = "dev.sightline.";
    private static final String PROOF = ROOT + "app.architecture..";
    private static final List<String> MODULES = List.of(
            "contracts",
            "onnx",
            "platform",
            "models",
            "store",
            "testkit",
            "ingest",
            "embedder",
            "matcher",
            "trainer",
            "console",
            "rollout",
            "app");
    private static final String[] GROUND = {"contracts", "onnx", "platform", "models", "store", "testkit"};
    /** The packages of trainer/evaluation; its class path has no native library, see its build file. */
    private static final List<String> EVALUATION = Stream.of(
                    "calibrate", "evaluate", "gate", "labeled", "pair", "snapshot", "source", "split")
            .map(p -> ROOT + "trainer." + p + "..")
            .toList();

    private static final List<String> ALGORITHMS =
            List.of("track", "link", "gallery", "alert", "order", "calibrate", "mine", "loss", "evaluate", "sample");

    private static final ArchRule NO_CYCLES =
            SlicesRuleDefinition.slices().matching(ROOT + "(**)").should().beFreeOfCycles();

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/dev/sightline/contracts/v1/")
                    && !location.contains("/dev/sightline/onnx/proto/"))
            .importPackages("dev.sightline");

    /** Classes in {@code from} must not depend on any of {@code to}; all are ArchUnit package patterns. */
    private record Rule(String name, List<String> from, List<String> to) {
        ArchRule product() {
            return forbid(from, to);
        }

        Stream<ArchRule> provable() {
            return to.stream().map(p -> forbid(List.of(PROOF), List.of(p)));
        }

        private static ArchRule forbid(List<String> from, List<String> to) {
            return ArchRuleDefinition.noClasses()
                    .that()
                    .resideInAnyPackage(from.toArray(String[]::new))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(to.toArray(String[]::new));
        }
    }

    private static Stream<Rule> rules() {
        return Stream.of(modules(), frameworks(), Stream.of(algorithms())).flatMap(r -> r);
    }

    private static Stream<Rule> modules() {
        return Stream.of(
                new Rule("contracts depend on no other module", only("contracts"), allBut("contracts")),
                new Rule("onnx depends on contracts alone", only("onnx"), allBut("onnx", "contracts")),
                new Rule("platform depends on contracts alone", only("platform"), allBut("platform", "contracts")),
                new Rule(
                        "models depend on contracts, onnx and platform alone",
                        only("models"),
                        allBut("models", "contracts", "onnx", "platform")),
                new Rule("the ground floor sees no service", only(GROUND), upstairs()),
                new Rule("ingest depends on no other service", only("ingest"), upstairsBut("ingest")),
                new Rule("embedder depends on no other service", only("embedder"), upstairsBut("embedder")),
                new Rule("matcher depends on no other service", only("matcher"), upstairsBut("matcher")),
                new Rule("trainer depends on no other service", only("trainer"), upstairsBut("trainer")),
                new Rule("console depends on no service", only("console"), upstairsBut("console")),
                new Rule("rollout depends on no service", only("rollout"), upstairsBut("rollout")));
    }

    private static Stream<Rule> frameworks() {
        return Stream.of(
                new Rule(
                        "FFmpeg and JavaCV only in ingest",
                        allBut("ingest"),
                        List.of("org.bytedeco.javacv..", "org.bytedeco.ffmpeg..")),
                new Rule(
                        "OpenCV only in ingest, embedder, trainer",
                        allBut("ingest", "embedder", "trainer"),
                        List.of("org.bytedeco.opencv..")),
                new Rule(
                        "ONNX Runtime only in embedder and trainer",
                        allBut("embedder", "trainer"),
                        List.of("ai.onnxruntime..")),
                new Rule("Kafka Streams only in matcher", allBut("matcher"), List.of("org.apache.kafka.streams..")),
                new Rule("LibTorch only in trainer", allBut("trainer"), List.of("org.bytedeco.pytorch..")),
                new Rule("no LibTorch in evaluation", EVALUATION, List.of("org.bytedeco.pytorch..")),
                new Rule(
                        "Hibernate and Jakarta Persistence only in store",
                        allBut("store"),
                        List.of("org.hibernate..", "jakarta.persistence..")),
                new Rule("Lucene only in store", allBut("store"), List.of("org.apache.lucene..")),
                new Rule(
                        "Javalin only in platform and console",
                        allBut("platform", "console"),
                        List.of("io.javalin..")));
    }

    private static Rule algorithms() {
        List<String> from = ALGORITHMS.stream()
                .flatMap(a -> Stream.of("ingest", "matcher", "trainer").map(m -> ROOT + m + "." + a + ".."))
                .toList();
        return new Rule(
                "algorithms know no Kafka, HTTP, SQL or configuration",
                from,
                List.of(
                        "org.apache.kafka..",
                        "io.javalin..",
                        "java.net.http..",
                        "java.sql..",
                        "io.smallrye..",
                        "dev.sightline.platform.settings..",
                        "dev.sightline.platform.kafka.."));
    }

    private static List<String> only(String... modules) {
        return Stream.of(modules).map(m -> ROOT + m + "..").toList();
    }

    private static List<String> allBut(String... modules) {
        List<String> left = List.of(modules);
        return MODULES.stream()
                .filter(m -> !left.contains(m))
                .map(m -> ROOT + m + "..")
                .toList();
    }

    private static List<String> upstairs() {
        return allBut(GROUND);
    }

    private static List<String> upstairsBut(String own) {
        return upstairs().stream().filter(p -> !p.equals(ROOT + own + "..")).toList();
    }

    private static ArchRule noBrokerWithoutLogin(String... except) {
        return ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackages(except)
                .should()
                .callMethod(EmbeddedBroker.class, "withoutLogin", Path.class);
    }

    @Test
    void shouldStartNoBrokerWithoutLoginButForTestsAndMeasurements() {
        noBrokerWithoutLogin(ROOT + "testkit..", ROOT + "bench..").check(PRODUCT);

        assertThatThrownBy(() -> noBrokerWithoutLogin().check(PRODUCT))
                .as("the test kit does")
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("withoutLogin");
    }

    /** The messages that the link stage stores; frames, events and what people say are its input and output. */
    private static ArchRule noStoredMessages(String exceptThoseNamed) {
        List<String> stored = IdentityState.getDescriptor().getFile().getMessageTypes().stream()
                .map(message -> IdentityState.class.getPackageName() + "." + message.getName())
                .toList();
        DescribedPredicate<JavaClass> isStored = DescribedPredicate.describe(
                "stored messages",
                type -> stored.stream().anyMatch(name -> (type.getName() + "$").startsWith(name + "$")));
        return ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage(ROOT + "matcher.link..")
                .and()
                .haveNameNotMatching(exceptThoseNamed)
                .should()
                .dependOnClassesThat(isStored);
    }

    @Test
    void shouldKnowTheStoredMessagesOfTheLinkStageInItsCodecsAlone() {
        noStoredMessages(".*\\.link\\.memory\\.[A-Za-z]+Codec").check(PRODUCT);

        assertThatThrownBy(() -> noStoredMessages("nobody").check(PRODUCT))
                .as("the codecs do")
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("IdentityCodec")
                .hasMessageContaining("TrackletCodec");
    }

    @TestFactory
    Stream<DynamicTest> shouldKeepTheDependencyRules() {
        return rules().map(
                        r -> DynamicTest.dynamicTest(r.name, () -> r.product().check(PRODUCT)));
    }

    @TestFactory
    Stream<DynamicTest> shouldCatchAClassThatBreaksTheRule() {
        JavaClasses breaking = new ClassFileImporter().importClasses(BreaksEveryRule.class);
        return rules().flatMap(Rule::provable)
                .map(r -> DynamicTest.dynamicTest(
                        r.getDescription(),
                        () -> assertThatThrownBy(() -> r.check(breaking))
                                .as("a class that breaks the rule")
                                .isInstanceOf(AssertionError.class)));
    }

    @Test
    void shouldHaveNoPackageCycles() {
        NO_CYCLES.check(PRODUCT);
    }

    @Test
    void shouldCatchTwoPackagesThatNeedEachOther() {
        JavaClasses cycle = new ClassFileImporter().importClasses(NeedsSecond.class, NeedsFirst.class);

        assertThatThrownBy(() -> NO_CYCLES.check(cycle))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Cycle detected");
    }
}
