import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Prints every alert once, one line each, and remembers where it was. Needs kafka-clients and jackson-databind on the class
 * path. Run: java -cp CLASSPATH AlertConsumer.java SETTINGS [TOPIC [HOW_MANY]] with a file of Kafka client settings:
 * kafka/client.properties of the data folder, or one of your own with the bootstrap.servers and log-in of your cluster.
 */
public final class AlertConsumer {
    public static void main(String[] arguments) throws Exception {
        String topic = arguments.length > 1 ? arguments[1] : "sightline.alerts.v1";
        long howMany = arguments.length > 2 ? Long.parseLong(arguments[2]) : Long.MAX_VALUE;
        Properties settings = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of(arguments[0]))) {
            settings.load(file); // Where Kafka is, and how to log in.
        }
        settings.put("group.id", "app-alert-example"); // Kafka remembers by this name how far we are.
        settings.put("auto.offset.reset", "earliest");
        settings.put("isolation.level", "read_committed"); // The matcher writes in transactions.
        settings.put("enable.auto.commit", "false");
        settings.put("key.deserializer", "org.apache.kafka.common.serialization.StringDeserializer");
        settings.put("value.deserializer", "org.apache.kafka.common.serialization.StringDeserializer");
        ObjectMapper json = new ObjectMapper();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(settings)) {
            consumer.subscribe(List.of(topic));
            for (long printed = 0; printed < howMany; ) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                    JsonNode event = json.readTree(record.value());
                    JsonNode alert = event.path("data");
                    System.out.println(event.path("time").asText() + " " + alert.path("kind").asText() + " at "
                            + alert.path("camera").asText() + ": " + alert.path("identity").asText() + " ("
                            + event.path("id").asText() + ")");
                    printed++;
                }
                consumer.commitSync(); // After the work, so that a crash repeats an alert and never loses one.
            }
        }
    }
}
