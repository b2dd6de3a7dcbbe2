package dev.sightline.trainer.graph;

import static org.bytedeco.pytorch.global.torch.gelu;
import static org.bytedeco.pytorch.global.torch.scaled_dot_product_attention;

import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Attention as one operator (Vaswani et al. 2017, equation 1): ONNX's own, and those of ONNX Runtime that its optimizer fuses
 * transformers into, with the activations that come with them.
 */
final class Attentions {
    private static final String RUNTIME = Operators.RUNTIME_DOMAIN;
    private static final int PACKED = 3;

    private Attentions() {}

    static void register(Map<String, Operation.Compiler> operators) {
        operators.put("Attention", Attentions::standard);
        operators.put(RUNTIME + "Attention", Attentions::packed);
        operators.put(RUNTIME + "MultiHeadAttention", Attentions::apart);
        operators.put(RUNTIME + "Gelu", node -> call -> Value.of(exact(call.tensor(0))));
        operators.put(
                RUNTIME + "BiasGelu",
                node -> call -> Value.of(exact(call.tensor(0).add(call.tensor(1)))));
        operators.put(RUNTIME + "FastGelu", node -> call -> {
            Tensor input = call.has(1) ? call.tensor(0).add(call.tensor(1)) : call.tensor(0);
            return Value.of(gelu(input, new BytePointer("tanh")));
        });
        operators.put(RUNTIME + "QuickGelu", node -> {
            float alpha = node.real("alpha", 1.702f);
            return call -> {
                Tensor input = call.tensor(0);
                return Value.of(input.mul(input.mul(new Scalar(alpha)).sigmoid()));
            };
        });
    }

    private static Tensor exact(Tensor input) {
        return gelu(input, new BytePointer("none"));
    }

    /** Refuses inputs from a number on that a node does have, such as a cache of earlier tokens. */
    private static void requireNone(NodeReader node, String what, int... inputs) {
        for (int input : inputs) {
            if (node.hasInput(input)) {
                throw node.unsupported("input " + input + " (" + what + ") is not supported");
            }
        }
        node.requireOneOutput();
    }

    private static DoubleOptional scale(NodeReader node) {
        float scale = node.real("scale", 0);
        return scale == 0 ? new DoubleOptional() : new DoubleOptional(scale);
    }

    /** [batch, tokens, heads * width] as [batch, heads, tokens, width]. */
    private static Tensor headed(Tensor rows, long heads) {
        return rows.reshape(rows.size(0), rows.size(1), heads, -1).transpose(1, 2);
    }

    private static Tensor together(Tensor headed) {
        return headed.transpose(1, 2).reshape(headed.size(0), headed.size(2), -1);
    }

    private static TensorOptional bias(Call call, int input) {
        return call.has(input) ? new TensorOptional(call.tensor(input)) : new TensorOptional();
    }

    /** One matrix makes queries, keys and values side by side. */
    private static Operation packed(NodeReader node) {
        requireNone(node, "a mask by lengths, or earlier tokens", 3, 4);
        if (node.find("qkv_hidden_sizes").isPresent() || node.flag("do_rotary", false)) {
            throw node.unsupported("supported are queries, keys and values of one width, without rotation");
        }
        long heads = node.integer("num_heads", 1);
        boolean causal = node.flag("unidirectional", false);
        float factor = node.real("scale", 0);
        return call -> {
            Tensor all = call.tensor(0).matmul(call.tensor(1));
            if (call.has(2)) {
                all = all.add(call.tensor(2));
            }
            long width = all.size(2) / PACKED;
            Tensor[] parts = new Tensor[PACKED];
            for (int i = 0; i < PACKED; i++) {
                parts[i] = headed(all.narrow(2, i * width, width), heads);
            }
            DoubleOptional scale = factor == 0 ? new DoubleOptional() : new DoubleOptional(factor);
            return Value.of(together(scaled_dot_product_attention(
                    parts[0], parts[1], parts[2], bias(call, 5), 0, causal, scale, false)));
        };
    }

    private static Operation apart(NodeReader node) {
        requireNone(node, "a mask by lengths, or earlier tokens", 4, 6, 7);
        if (!node.hasInput(1) || !node.hasInput(2)) {
            throw node.unsupported("supported are queries, keys and values as three inputs");
        }
        long heads = node.integer("num_heads", 1);
        boolean causal = node.flag("unidirectional", false);
        return call -> {
            Tensor[] parts = new Tensor[PACKED];
            long from = 0;
            for (int i = 0; i < PACKED; i++) {
                Tensor part = call.tensor(i);
                if (part.dim() != PACKED) {
                    throw new IllegalArgumentException("supported are queries, keys and values [batch, tokens, width]");
                }
                if (call.has(PACKED)) {
                    part = part.add(call.tensor(PACKED).narrow(0, from, part.size(2)));
                }
                from += part.size(2);
                parts[i] = headed(part, heads);
            }
            return Value.of(together(scaled_dot_product_attention(
                    parts[0], parts[1], parts[2], bias(call, 5), 0, causal, scale(node), false)));
        };
    }

    /** ONNX's operator of opset 23: inputs with heads, or without and their numbers as attributes. */
    private static Operation standard(NodeReader node) {
        requireNone(node, "earlier tokens", 4, 5);
        if (node.real("softcap", 0) != 0) {
            throw node.unsupported("softcap is not supported");
        }
        long queryHeads = node.integer("q_num_heads", 0);
        long keyHeads = node.integer("kv_num_heads", 0);
        boolean causal = node.flag("is_causal", false);
        return call -> {
            boolean flat = call.tensor(0).dim() == PACKED;
            Tensor query = flat ? headed(call.tensor(0), queryHeads) : call.tensor(0);
            Tensor key = flat ? headed(call.tensor(1), keyHeads) : call.tensor(1);
            Tensor value = flat ? headed(call.tensor(2), keyHeads) : call.tensor(2);
            boolean grouped = query.size(1) != key.size(1);
            Tensor made = scaled_dot_product_attention(
                    query, key, value, mask(call, query, key, causal), 0, false, scale(node), grouped);
            return Value.of(flat ? together(made) : made);
        };
    }

    /** The mask that is given, and that later tokens are not looked at: LibTorch takes only one of both. */
    private static TensorOptional mask(Call call, Tensor query, Tensor key, boolean causal) {
        if (!causal) {
            return bias(call, 3);
        }
        Tensor seen = torch.ones(new long[] {query.size(2), key.size(2)}, query.options())
                .tril(0)
                .to(ScalarType.Bool);
        if (!call.has(3)) {
            return new TensorOptional(seen);
        }
        Tensor given = call.tensor(3);
        if (given.scalar_type().intern() == ScalarType.Bool) {
            return new TensorOptional(given.logical_and(seen));
        }
        return new TensorOptional(given.masked_fill(seen.logical_not(), new Scalar(Double.NEGATIVE_INFINITY)));
    }
}
