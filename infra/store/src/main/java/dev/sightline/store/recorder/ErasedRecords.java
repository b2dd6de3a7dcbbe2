package dev.sightline.store.recorder;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.models.manifest.Checksum;
import dev.sightline.store.alert.AlertDocument;
import dev.sightline.store.erasure.ErasedFilter;
import dev.sightline.store.label.LabeledPair;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Passes over records about people who were erased, and takes them out of what is said of others. Used by the recorder's thread. */
final class ErasedRecords {
    private static final String CROP = "crop:";

    private final ErasedFilter erased = new ErasedFilter();

    /**
     * The recordings of a batch that are about nobody who was erased.
     *
     * @param passedOver gets the others
     */
    List<Recording> leave(EntityManager em, List<Recording> batch, Set<Recording> passedOver) {
        erased.refresh(em);
        if (erased.isEmpty()) {
            return batch;
        }
        List<Recording> left = new ArrayList<>();
        for (Recording recording : batch) {
            Optional<Change> change = recording.change();
            if (change.isEmpty()) {
                left.add(recording);
            } else if (isErased(change.get())) {
                passedOver.add(recording);
            } else {
                left.add(recording.saying(without(change.get())));
            }
        }
        return left;
    }

    private boolean isErased(Change change) {
        if (change instanceof Change.OfSighting sighting) {
            return erased.isErasedIdentity(sighting.message().getIdentityId())
                    || erased.isErasedTracklet(sighting.message().getSightingId());
        }
        if (change instanceof Change.OfIdentity identity) {
            return isErased(identity.event());
        }
        if (change instanceof Change.OfAlert alert) {
            return isErased(alert.alert());
        }
        return change instanceof Change.OfLabel label && isErased(label.pair());
    }

    private boolean isErased(IdentityEvent event) {
        return erased.isErasedIdentity(event.getIdentityId())
                || erased.isErasedIdentity(event.getOtherIdentityId())
                || erased.isErasedTracklet(event.getTrackletId());
    }

    private boolean isErased(AlertDocument alert) {
        return alert.subject().filter(erased::isErasedIdentity).isPresent();
    }

    private boolean isErased(LabeledPair pair) {
        return Stream.of(pair.left(), pair.right())
                .anyMatch(id -> pair.subject() == LabeledPair.Subject.CROP
                        ? erased.isErasedCrop(sha256(id))
                        : erased.isErasedTracklet(id));
    }

    /** Of a crop's address. */
    private static String sha256(String uri) {
        int dot = uri.indexOf('.');
        return uri.startsWith(CROP) && dot > 0 ? uri.substring(CROP.length(), dot) : uri;
    }

    private Change without(Change change) {
        if (change instanceof Change.OfSighting sighting) {
            return new Change.OfSighting(without(sighting.message()));
        }
        if (change instanceof Change.OfIdentity identity) {
            IdentityEvent event = identity.event();
            return new Change.OfIdentity(event.toBuilder()
                    .setEvidence(erased.without(event.getEvidence()))
                    .build());
        }
        return change;
    }

    private Sighting without(Sighting sighting) {
        Sighting.Builder left = sighting.toBuilder().setEvidence(erased.without(sighting.getEvidence()));
        if (erased.isErasedIdentity(sighting.getPreviousIdentityId())) {
            left.clearPreviousIdentityId();
        }
        for (int i = 0; i < left.getExemplarsCount(); i++) {
            Exemplar exemplar = left.getExemplars(i);
            if (isErased(exemplar.getCropJpeg())) {
                left.setExemplars(i, exemplar.toBuilder().clearCropJpeg());
            }
        }
        return left.build();
    }

    private boolean isErased(ByteString crop) {
        return !crop.isEmpty() && erased.isErasedCrop(Checksum.of(crop.toByteArray()));
    }
}
