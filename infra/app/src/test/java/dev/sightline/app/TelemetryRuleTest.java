package dev.sightline.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.sightline.platform.telemetry.OnnxRuntimeTelemetry;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Nobody loads ONNX Runtime without turning its telemetry off first. */
class TelemetryRuleTest {
    private static final Predicate<JavaMethodCall> LOADS = call -> call.getTargetOwner()
                    .isEquivalentTo(OrtEnvironment.class)
            && (call.getName().equals("getEnvironment") || call.getName().equals("getAvailableProviders"));
    private static final Predicate<JavaMethodCall> TURNS_OFF =
            call -> call.getTargetOwner().isEquivalentTo(OnnxRuntimeTelemetry.class)
                    && call.getName().equals("off");

    private static final ArchRule RULE = ArchRuleDefinition.classes()
            .that(DescribedPredicate.describe(
                    "load ONNX Runtime",
                    c -> c.getMethodCallsFromSelf().stream().anyMatch(LOADS)))
            .should(new ArchCondition<JavaClass>("call OnnxRuntimeTelemetry.off() in the same method before") {
                @Override
                public void check(JavaClass item, ConditionEvents events) {
                    item.getMethodCallsFromSelf().stream()
                            .filter(LOADS)
                            .filter(load -> !turnedOffBefore(load))
                            .forEach(load -> events.add(SimpleConditionEvent.violated(item, load.getDescription())));
                }
            });

    private static boolean turnedOffBefore(JavaMethodCall load) {
        return load.getOrigin().getMethodCallsFromSelf().stream()
                .filter(TURNS_OFF)
                .anyMatch(off -> off.getLineNumber() < load.getLineNumber());
    }

    @Test
    void shouldBeKeptByTheProduct() {
        RULE.check(new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.sightline.embedder", "dev.sightline.trainer"));
    }

    @Test
    void shouldCatchAClassThatBreaksIt() {
        assertThatThrownBy(() -> RULE.check(new ClassFileImporter().importClasses(Careless.class)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Careless");
    }

    /** Only read as byte code, never run. */
    static final class Careless {
        private Careless() {}

        static OrtEnvironment load() {
            return OrtEnvironment.getEnvironment();
        }
    }
}
