package dev.sightline.console.api;

import dev.sightline.console.access.Caller;
import dev.sightline.console.access.Right;
import dev.sightline.console.live.FaceCover;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.platform.crops.CropException;
import dev.sightline.platform.crops.CropStore;
import dev.sightline.store.alert.Acknowledgements;
import dev.sightline.store.alert.AlertRepository;
import dev.sightline.store.alert.Dismissals;
import dev.sightline.store.alert.Snoozes;
import dev.sightline.store.crop.CropReference;
import dev.sightline.store.database.Database;
import dev.sightline.store.erasure.LearnedModels;
import dev.sightline.store.identity.IdentityGroups;
import dev.sightline.store.identity.IdentityNames;
import dev.sightline.store.identity.IdentityRepository;
import dev.sightline.store.label.LabelRepository;
import dev.sightline.store.label.UnsurePairs;
import dev.sightline.store.model.ModelRegistry;
import dev.sightline.store.sighting.SightingRepository;
import dev.sightline.store.watchlist.WatchlistRepository;

/** What was recorded. */
public final class Repositories {
    private final CropStore crops;
    private final IdentityRepository identities;
    private final IdentityNames names;
    private final IdentityGroups groups;
    private final SightingRepository sightings;
    private final AlertRepository alerts;
    private final Acknowledgements acknowledgements;
    private final Dismissals dismissals;
    private final Snoozes snoozes;
    private final WatchlistRepository watchlist;
    private final LabelRepository labels;
    private final UnsurePairs unsure;
    private final ModelRegistry models;
    private final LearnedModels learned;

    public Repositories(Database database, CropStore crops) {
        this.crops = crops;
        this.identities = new IdentityRepository(database);
        this.names = new IdentityNames(database);
        this.groups = new IdentityGroups(database);
        this.sightings = new SightingRepository(database);
        this.alerts = new AlertRepository(database);
        this.acknowledgements = new Acknowledgements(database);
        this.dismissals = new Dismissals(database);
        this.snoozes = new Snoozes(database);
        this.watchlist = new WatchlistRepository(database);
        this.labels = new LabelRepository(database);
        this.unsure = new UnsurePairs(database);
        this.models = new ModelRegistry(database);
        this.learned = new LearnedModels(database);
    }

    IdentityRepository identities() {
        return identities;
    }

    IdentityNames names() {
        return names;
    }

    IdentityGroups groups() {
        return groups;
    }

    SightingRepository sightings() {
        return sightings;
    }

    AlertRepository alerts() {
        return alerts;
    }

    Acknowledgements acknowledgements() {
        return acknowledgements;
    }

    Dismissals dismissals() {
        return dismissals;
    }

    /** What is snoozed. */
    public Snoozes snoozes() {
        return snoozes;
    }

    WatchlistRepository watchlist() {
        return watchlist;
    }

    LabelRepository labels() {
        return labels;
    }

    UnsurePairs unsure() {
        return unsure;
    }

    ModelRegistry models() {
        return models;
    }

    LearnedModels learned() {
        return learned;
    }

    /** A stored picture of a person or face, without the face where the caller may not see it. */
    Answer picture(CropReference crop, Modality modality, Caller caller) {
        try {
            return shown(crops.get(crop.toMessage()), modality, caller);
        } catch (CropException e) {
            throw ApiProblem.missing("picture", crop.uri());
        }
    }

    /** A picture as the caller may see it. */
    static Answer shown(byte[] jpeg, Modality modality, Caller caller) {
        return new Answer.Picture(
                caller.may(Right.SEE_FACES)
                        ? jpeg
                        : FaceCover.crop(jpeg, modality)
                                .orElseThrow(() -> ApiProblem.missing("picture", "without a face")));
    }

    /**
     * A stored picture as it is.
     *
     * @throws CropException when it is gone
     */
    byte[] bytes(CropReference crop) {
        return crops.get(crop.toMessage());
    }

    Answer picture(CropReference crop) {
        try {
            return new Answer.Picture(crops.get(crop.toMessage()));
        } catch (CropException e) {
            throw ApiProblem.missing("picture", crop.uri());
        }
    }
}
