package dev.sightline.trainer.graph;

import static org.bytedeco.pytorch.global.torch.where;

import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.LongBinaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Comparisons, logic and the choice by them; truth on the host is 0 and 1. */
final class Comparisons {
    private Comparisons() {}

    static void register(Map<String, Operation.Compiler> operators) {
        binary(operators, "Equal", Tensor::eq, (a, b) -> a == b ? 1 : 0);
        binary(operators, "Less", Tensor::lt, (a, b) -> a < b ? 1 : 0);
        binary(operators, "LessOrEqual", Tensor::le, (a, b) -> a <= b ? 1 : 0);
        binary(operators, "Greater", Tensor::gt, (a, b) -> a > b ? 1 : 0);
        binary(operators, "GreaterOrEqual", Tensor::ge, (a, b) -> a >= b ? 1 : 0);
        binary(operators, "And", Tensor::logical_and, (a, b) -> a & b);
        binary(operators, "Or", Tensor::logical_or, (a, b) -> a | b);
        operators.put("Not", node -> Comparisons::not);
        operators.put("Where", node -> Comparisons::choose);
    }

    private static void binary(
            Map<String, Operation.Compiler> operators,
            String name,
            BinaryOperator<Tensor> dense,
            LongBinaryOperator host) {
        operators.put(
                name,
                node -> call -> call.allOnHost()
                        ? Arithmetic.onHost(call, host)
                        : Value.of(dense.apply(call.tensor(0), call.tensor(1))));
    }

    private static Value not(Call call) {
        if (!call.onHost(0)) {
            return Value.of(call.tensor(0).logical_not());
        }
        long[] turned = call.numbers(0).clone();
        for (int i = 0; i < turned.length; i++) {
            turned[i] = turned[i] == 0 ? 1 : 0;
        }
        return new Value.Host(turned, call.scalar(0));
    }

    private static Value choose(Call call) {
        if (!call.allOnHost()) {
            return Value.of(where(call.tensor(0).to(ScalarType.Bool), call.tensor(1), call.tensor(2)));
        }
        long[] condition = call.numbers(0);
        long[] yes = call.numbers(1);
        long[] no = call.numbers(2);
        long[] chosen = new long[Math.max(condition.length, Math.max(yes.length, no.length))];
        for (int i = 0; i < chosen.length; i++) {
            boolean take = condition[condition.length == 1 ? 0 : i] != 0;
            long[] from = take ? yes : no;
            chosen[i] = from[from.length == 1 ? 0 : i];
        }
        return new Value.Host(chosen, call.scalar(0) && call.scalar(1) && call.scalar(2));
    }
}
