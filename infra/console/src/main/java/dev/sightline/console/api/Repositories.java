package dev.sightline.console.api;

import dev.sightline.platform.crops.CropException;
import dev.sightline.platform.crops.CropStore;
import dev.sightline.store.alert.Acknowledgements;
import dev.sightline.store.alert.AlertRepository;
import dev.sightline.store.crop.CropReference;
import dev.sightline.store.database.Database;
import dev.sightline.store.erasure.LearnedModels;
import dev.sightline.store.identity.IdentityNames;
import dev.sightline.store.identity.IdentityRepository;
import dev.sightline.store.model.ModelRegistry;
import dev.sightline.store.sighting.SightingRepository;
import dev.sightline.store.watchlist.WatchlistRepository;

/** What was recorded. */
public final class Repositories {
    private final CropStore crops;
    private final IdentityRepository identities;
    private final IdentityNames names;
    private final SightingRepository sightings;
    private final AlertRepository alerts;
    private final Acknowledgements acknowledgements;
    private final WatchlistRepository watchlist;
    private final ModelRegistry models;
    private final LearnedModels learned;

    public Repositories(Database database, CropStore crops) {
        this.crops = crops;
        this.identities = new IdentityRepository(database);
        this.names = new IdentityNames(database);
        this.sightings = new SightingRepository(database);
        this.alerts = new AlertRepository(database);
        this.acknowledgements = new Acknowledgements(database);
        this.watchlist = new WatchlistRepository(database);
        this.models = new ModelRegistry(database);
        this.learned = new LearnedModels(database);
    }

    IdentityRepository identities() {
        return identities;
    }

    IdentityNames names() {
        return names;
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

    WatchlistRepository watchlist() {
        return watchlist;
    }

    ModelRegistry models() {
        return models;
    }

    LearnedModels learned() {
        return learned;
    }

    Answer picture(CropReference crop) {
        try {
            return new Answer.Picture(crops.get(crop.toMessage()));
        } catch (CropException e) {
            throw ApiProblem.missing("picture", crop.uri());
        }
    }
}
