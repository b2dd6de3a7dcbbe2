package dev.sightline.contracts.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SchemaBreaksTest {

    @Test
    void shouldLetASchemaGrow() {
        assertThat(breaks(message -> message.addField(field("added", 9, Type.TYPE_BOOL))))
                .isEmpty();
        assertThat(breaks(message -> message.getEnumTypeBuilder(0).addValue(value("C", 2))))
                .isEmpty();
        assertThat(breaks(message ->
                        message.addNestedType(DescriptorProto.newBuilder().setName("New"))))
                .isEmpty();
    }

    @Test
    void shouldNameWhatIsGone() {
        assertThat(breaks(message -> message.removeField(0))).containsExactly("field t.v1.M.id = 1 is removed");
        assertThat(breaks(message -> message.getEnumTypeBuilder(0).removeValue(1)))
                .containsExactly("value t.v1.M.E.B = 1 is removed");
        assertThat(breaks(DescriptorProto.Builder::clearEnumType)).containsExactly("enum t.v1.M.E is removed");
        assertThat(SchemaBreaks.between(schema(message()), FileDescriptorSet.getDefaultInstance()))
                .containsExactly("message t.v1.M is removed", "enum t.v1.M.E is removed");
    }

    @Test
    void shouldNameWhatMeansSomethingElse() {
        assertThat(breaks(message -> message.getFieldBuilder(0).setNumber(7)))
                .containsExactly("field t.v1.M.id = 1 is renumbered to 7");
        assertThat(breaks(message -> message.getFieldBuilder(0).setName("key")))
                .containsExactly("field t.v1.M.id = 1 is renamed to key");
        assertThat(breaks(message -> message.getFieldBuilder(0).setType(Type.TYPE_BYTES)))
                .containsExactly("field t.v1.M.id = 1 changes its type from TYPE_STRING to TYPE_BYTES");
        assertThat(breaks(message -> message.getFieldBuilder(0).setLabel(Label.LABEL_REPEATED)))
                .containsExactly("field t.v1.M.id = 1 changes its type from TYPE_STRING to repeated TYPE_STRING");
        assertThat(breaks(message -> message.getFieldBuilder(1).clearOneofIndex()))
                .containsExactly("field t.v1.M.other = 2 changes its type from .t.v1.N in oneof what to .t.v1.N");
        assertThat(breaks(message ->
                        message.getEnumTypeBuilder(0).getValueBuilder(1).setNumber(5)))
                .containsExactly("value t.v1.M.E.B = 1 is renumbered to 5");
    }

    private static List<String> breaks(Consumer<DescriptorProto.Builder> change) {
        DescriptorProto.Builder changed = message().toBuilder();
        change.accept(changed);
        return SchemaBreaks.between(schema(message()), schema(changed.build()));
    }

    private static DescriptorProto message() {
        return DescriptorProto.newBuilder()
                .setName("M")
                .addField(field("id", 1, Type.TYPE_STRING))
                .addField(field("other", 2, Type.TYPE_MESSAGE)
                        .setTypeName(".t.v1.N")
                        .setOneofIndex(0))
                .addOneofDecl(OneofDescriptorProto.newBuilder().setName("what"))
                .addEnumType(EnumDescriptorProto.newBuilder()
                        .setName("E")
                        .addValue(value("A", 0))
                        .addValue(value("B", 1)))
                .build();
    }

    private static FieldDescriptorProto.Builder field(String name, int number, Type type) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(Label.LABEL_OPTIONAL);
    }

    private static EnumValueDescriptorProto value(String name, int number) {
        return EnumValueDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .build();
    }

    private static FileDescriptorSet schema(DescriptorProto message) {
        return FileDescriptorSet.newBuilder()
                .addFile(FileDescriptorProto.newBuilder().setPackage("t.v1").addMessageType(message))
                .build();
    }
}
