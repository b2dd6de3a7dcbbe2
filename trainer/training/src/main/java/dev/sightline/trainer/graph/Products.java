package dev.sightline.trainer.graph;

import static org.bytedeco.pytorch.global.torch.addmm;
import static org.bytedeco.pytorch.global.torch.einsum;

import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** Gemm, MatMul and Einsum. */
final class Products {
    private Products() {}

    static void register(Map<String, Operation.Compiler> operators) {
        operators.put("Gemm", Products::gemm);
        operators.put("MatMul", node -> call -> Value.of(call.tensor(0).matmul(call.tensor(1))));
        operators.put("Einsum", Products::summation);
    }

    private static Operation gemm(NodeReader node) {
        boolean leftTurned = node.flag("transA", false);
        boolean rightTurned = node.flag("transB", false);
        double alpha = node.real("alpha", 1);
        double beta = node.real("beta", 1);
        return call -> {
            Tensor left = leftTurned ? call.tensor(0).t() : call.tensor(0);
            Tensor right = rightTurned ? call.tensor(1).t() : call.tensor(1);
            if (call.has(2)) {
                return Value.of(addmm(call.tensor(2), left, right, new Scalar(beta), new Scalar(alpha)));
            }
            Tensor product = left.matmul(right);
            return Value.of(alpha == 1 ? product : product.mul(new Scalar(alpha)));
        };
    }

    private static Operation summation(NodeReader node) {
        String equation = node.text("equation", "");
        return call -> {
            TensorVector factors = new TensorVector();
            for (int i = 0; i < call.count(); i++) {
                factors.push_back(call.tensor(i));
            }
            return Value.of(einsum(equation, factors));
        };
    }
}
