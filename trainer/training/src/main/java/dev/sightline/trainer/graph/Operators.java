package dev.sightline.trainer.graph;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Every ONNX operator the trainer runs. */
final class Operators {
    /** Before the name of an operator that is ONNX Runtime's own. */
    static final String RUNTIME_DOMAIN = "com.microsoft:";

    private static final Map<String, Operation.Compiler> ALL = all();

    private Operators() {}

    private static Map<String, Operation.Compiler> all() {
        Map<String, Operation.Compiler> operators = new TreeMap<>();
        Convolutions.register(operators);
        Products.register(operators);
        Normalizations.register(operators);
        Activations.register(operators);
        Arithmetic.register(operators);
        Comparisons.register(operators);
        PoolingOperators.register(operators);
        Reductions.register(operators);
        Shaping.register(operators);
        Indexing.register(operators);
        Sources.register(operators);
        Resampling.register(operators);
        Selections.register(operators);
        Attentions.register(operators);
        Quantization.register(operators);
        return Map.copyOf(operators);
    }

    /** In alphabetical order. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>(ALL.keySet());
        names.addAll(List.of("Constant", "Identity"));
        return names;
    }

    /** @throws UnsupportedOperatorException when the operator, or this use of it, is not supported */
    static Operation compile(NodeReader reader) {
        String operator = reader.node().getOpType();
        String domain = reader.node().getDomain();
        boolean standard = domain.isEmpty() || domain.equals("ai.onnx");
        Operation.Compiler compiler = ALL.get(standard ? operator : domain + ":" + operator);
        if (compiler == null) {
            throw reader.unsupported(
                    "the trainer does not run this operator" + (domain.isEmpty() ? "" : " of domain '" + domain + "'"));
        }
        return compiler.compile(reader);
    }
}
