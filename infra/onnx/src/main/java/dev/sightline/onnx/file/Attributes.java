package dev.sightline.onnx.file;

import com.google.protobuf.ByteString;
import dev.sightline.onnx.proto.AttributeProto;
import dev.sightline.onnx.proto.NodeProto;
import dev.sightline.onnx.proto.TensorProto;
import java.util.List;
import java.util.Optional;

/** Builds node attributes and looks them up. Stateless, any thread. */
public final class Attributes {
    private static final int TYPE_FLOAT = 1;
    private static final int TYPE_INT = 2;
    private static final int TYPE_STRING = 3;
    private static final int TYPE_TENSOR = 4;
    private static final int TYPE_INTS = 7;

    private Attributes() {}

    public static AttributeProto of(String name, long value) {
        return attribute(name, TYPE_INT).setI(value).build();
    }

    public static AttributeProto of(String name, float value) {
        return attribute(name, TYPE_FLOAT).setF(value).build();
    }

    public static AttributeProto of(String name, String value) {
        return attribute(name, TYPE_STRING).setS(ByteString.copyFromUtf8(value)).build();
    }

    public static AttributeProto of(String name, TensorProto value) {
        return attribute(name, TYPE_TENSOR).setT(value).build();
    }

    public static AttributeProto of(String name, long[] values) {
        AttributeProto.Builder attribute = attribute(name, TYPE_INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    public static Optional<AttributeProto> find(NodeProto node, String name) {
        return node.getAttributeList().stream()
                .filter(a -> a.getName().equals(name))
                .findFirst();
    }

    public static long integer(NodeProto node, String name, long otherwise) {
        return find(node, name).map(AttributeProto::getI).orElse(otherwise);
    }

    public static String text(NodeProto node, String name, String otherwise) {
        return find(node, name).map(a -> a.getS().toStringUtf8()).orElse(otherwise);
    }

    /** Empty when the attribute is absent. */
    public static List<Long> integers(NodeProto node, String name) {
        return find(node, name).map(AttributeProto::getIntsList).orElse(List.of());
    }

    private static AttributeProto.Builder attribute(String name, int type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }
}
