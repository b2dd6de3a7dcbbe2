package dev.sightline.app.architecture.matcher.link;

import ai.onnxruntime.OrtEnvironment;
import dev.sightline.app.run.Installation;
import dev.sightline.console.ConsoleService;
import dev.sightline.embedder.EmbedderPolicy;
import dev.sightline.ingest.IngestPolicy;
import dev.sightline.matcher.MatcherPolicy;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.onnx.graph.GraphBuilder;
import dev.sightline.platform.kafka.KafkaSettings;
import dev.sightline.platform.settings.SettingsLoader;
import dev.sightline.rollout.Promoter;
import dev.sightline.store.database.Database;
import dev.sightline.testkit.TestData;
import dev.sightline.trainer.evaluate.Measures;
import io.javalin.Javalin;
import io.smallrye.config.SmallRyeConfig;
import jakarta.persistence.EntityManager;
import java.net.http.HttpClient;
import java.sql.Connection;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.lucene.index.IndexReader;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacv.FrameGrabber;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.pytorch.Tensor;
import org.hibernate.Session;

/** Breaks every dependency rule on purpose; only read as byte code, never run. */
public interface BreaksEveryRule {
    GraphBuilder onnx();

    KafkaSettings platformAndKafka();

    SettingsLoader settings();

    Database store();

    IngestPolicy ingest();

    EmbedderPolicy embedder();

    MatcherPolicy matcher();

    Measures trainer();

    Installation app();

    ConsoleService console();

    Promoter rollout();

    ModelManifest models();

    TestData testkit();

    FrameGrabber javaCv();

    AVFrame ffmpeg();

    Mat openCv();

    OrtEnvironment onnxRuntime();

    Tensor libTorch();

    KafkaStreams streams();

    Session hibernate();

    EntityManager persistence();

    IndexReader lucene();

    Javalin web();

    HttpClient http();

    Connection sql();

    SmallRyeConfig configuration();
}
