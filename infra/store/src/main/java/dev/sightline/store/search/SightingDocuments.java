package dev.sightline.store.search;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.store.sighting.SightingView;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.util.BytesRef;

/**
 * Documents of a sighting: one per modality, with the mean of its crops' descriptors by one model. A mean rather than each crop
 * because calibrations say what the mean of a tracklet against a crop means, and because it is a fraction of the size.
 */
final class SightingDocuments {
    static final String TRACKLET = "tracklet";
    static final String IDENTITY = "identity";
    static final String SITE = "site";
    static final String CAMERA = "camera";
    static final String MODALITY = "modality";
    static final String MODEL = "model";
    static final String START = "start";
    static final String END = "end";
    /** Hash of the identity, for counting people. */
    static final String PERSON = "person";
    /** The mean, for exact cosines. */
    static final String MEAN = "mean";
    /** A model that its crops could not be described by. */
    static final String TRIED = "tried";

    private SightingDocuments() {}

    /**
     * Vectors of a model lie in a field of their own: two models are never compared, and rows of one length lie one behind the other,
     * as a scan reads them.
     */
    static String vectors(String modelId) {
        return "vector " + modelId;
    }

    static List<Document> of(SightingView sighting, CropDescribers describers) {
        List<Document> documents = new ArrayList<>();
        for (Modality modality : List.of(Modality.MODALITY_PERSON, Modality.MODALITY_FACE)) {
            ServingVectors vectors = ServingVectors.of(sighting.exemplars(), modality, describers);
            if (!vectors.vectors().isEmpty()) {
                Document document = document(sighting, modality, UnitVector.mean(vectors.vectors()));
                vectors.tried().ifPresent(model -> document.add(new StringField(TRIED, model, Field.Store.NO)));
                documents.add(document);
            }
        }
        return documents;
    }

    private static Document document(SightingView sighting, Modality modality, UnitVector mean) {
        Document document = new Document();
        document.add(new StringField(TRACKLET, sighting.sightingId(), Field.Store.YES));
        document.add(new StringField(IDENTITY, sighting.identityId(), Field.Store.YES));
        document.add(new StringField(SITE, sighting.siteId(), Field.Store.YES));
        document.add(new StringField(CAMERA, sighting.cameraId(), Field.Store.NO));
        document.add(new StringField(MODALITY, modality.name(), Field.Store.NO));
        document.add(new StringField(MODEL, mean.modelId(), Field.Store.NO));
        document.add(new LongPoint(START, millis(sighting.startTime())));
        document.add(new LongPoint(END, millis(sighting.endTime())));
        document.add(new NumericDocValuesField(END, millis(sighting.endTime())));
        document.add(new NumericDocValuesField(PERSON, DistinctCount.hash(sighting.identityId())));
        document.add(new BinaryDocValuesField(MEAN, Quantizer.shorts(mean)));
        document.add(new BinaryDocValuesField(vectors(mean.modelId()), new BytesRef(Quantizer.bytes(mean))));
        return document;
    }

    /** A descriptor, which every document has. */
    static BytesRef value(BinaryDocValues values, int doc) throws IOException {
        if (!values.advanceExact(doc)) {
            throw new IllegalStateException("a document of the search index has no descriptor: delete the folder of the"
                    + " index, which is built again from the database");
        }
        return values.binaryValue();
    }

    static long millis(Instant time) {
        return time.toEpochMilli();
    }
}
