package dev.sightline.trainer.graph;

import java.util.Arrays;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.StringViewOptional;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Element by element, with ONNX's broadcasting, which is LibTorch's; integers of shapes are reckoned on the host. */
final class Arithmetic {
    private Arithmetic() {}

    static void register(Map<String, Operation.Compiler> operators) {
        binary(operators, "Add", Tensor::add, Long::sum);
        binary(operators, "Sub", Tensor::sub, (a, b) -> a - b);
        binary(operators, "Mul", Tensor::mul, (a, b) -> a * b);
        binary(operators, "Div", Arithmetic::divide, (a, b) -> a / b);
        binary(operators, "Min", Tensor::minimum, Math::min);
        binary(operators, "Max", Tensor::maximum, Math::max);
        operators.put("Pow", Arithmetic::power);
        operators.put("Mod", Arithmetic::remainder);
        operators.put("Sum", node -> call -> Value.of(fold(call, Tensor::add)));
        operators.put("Mean", node -> call -> Value.of(fold(call, Tensor::add).div(new Scalar((double) call.count()))));
        unary(operators, "Neg", Tensor::neg, a -> -a);
        unary(operators, "Abs", Tensor::abs, Math::abs);
        unary(operators, "Sign", Tensor::sign, Long::signum);
        unary(operators, "Floor", Tensor::floor, a -> a);
        unary(operators, "Ceil", Tensor::ceil, a -> a);
        unary(operators, "Round", Tensor::round, a -> a);
        real(operators, "Exp", Tensor::exp);
        real(operators, "Log", Tensor::log);
        real(operators, "Sqrt", Tensor::sqrt);
        real(operators, "Reciprocal", Tensor::reciprocal);
        real(operators, "Erf", Tensor::erf);
        real(operators, "Sin", Tensor::sin);
        real(operators, "Cos", Tensor::cos);
    }

    private static void real(Map<String, Operation.Compiler> operators, String name, UnaryOperator<Tensor> function) {
        operators.put(name, node -> call -> Value.of(function.apply(call.tensor(0))));
    }

    private static void unary(
            Map<String, Operation.Compiler> operators,
            String name,
            UnaryOperator<Tensor> dense,
            LongUnaryOperator host) {
        operators.put(
                name,
                node -> call -> call.onHost(0)
                        ? new Value.Host(
                                Arrays.stream(call.numbers(0)).map(host).toArray(), call.scalar(0))
                        : Value.of(dense.apply(call.tensor(0))));
    }

    private static void binary(
            Map<String, Operation.Compiler> operators,
            String name,
            BinaryOperator<Tensor> dense,
            LongBinaryOperator host) {
        operators.put(name, node -> {
            if (node.find("broadcast").isPresent()) {
                throw node.unsupported("broadcasting of operator sets before 7; export for a newer one");
            }
            return call -> call.allOnHost() ? onHost(call, host) : Value.of(fold(call, dense));
        });
    }

    private static Tensor fold(Call call, BinaryOperator<Tensor> dense) {
        Tensor result = call.tensor(0);
        for (int i = 1; i < call.count(); i++) {
            result = dense.apply(result, call.tensor(i));
        }
        return result;
    }

    static Value onHost(Call call, LongBinaryOperator function) {
        long[] result = call.numbers(0).clone();
        boolean scalar = call.scalar(0);
        for (int input = 1; input < call.count(); input++) {
            long[] left = result;
            long[] right = call.numbers(input);
            scalar &= call.scalar(input);
            result = new long[left.length == 1 ? right.length : left.length];
            for (int i = 0; i < result.length; i++) {
                result[i] = function.applyAsLong(left[left.length == 1 ? 0 : i], right[right.length == 1 ? 0 : i]);
            }
        }
        return new Value.Host(result, scalar);
    }

    /** Integers divide toward zero. */
    private static Tensor divide(Tensor left, Tensor right) {
        if (left.is_floating_point() || right.is_floating_point()) {
            return left.div(right);
        }
        BytePointer rounding = new BytePointer("trunc"); // LibTorch only looks at it, so it must outlive the call.
        return left.div(right, new StringViewOptional(rounding));
    }

    private static Operation power(NodeReader node) {
        @Nullable Double exponent = node.fixed(1);
        return call -> {
            if (call.allOnHost()) {
                return onHost(call, (base, by) -> Math.round(Math.pow(base, by)));
            }
            return Value.of(
                    exponent == null
                            ? call.tensor(0).pow(call.tensor(1))
                            : call.tensor(0).pow(new Scalar(exponent)));
        };
    }

    /** The sign is the divisor's, or with fmod the dividend's. */
    private static Operation remainder(NodeReader node) {
        boolean dividend = node.flag("fmod", false);
        return call -> {
            if (call.allOnHost()) {
                return onHost(call, dividend ? (a, b) -> a % b : Math::floorMod);
            }
            Tensor left = call.tensor(0);
            Tensor right = call.tensor(1);
            return Value.of(dividend ? left.fmod(right) : left.remainder(right));
        };
    }
}
