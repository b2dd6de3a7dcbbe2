package dev.sightline.store.model;

import dev.sightline.store.database.Database;
import jakarta.persistence.EntityManager;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which models there are, what they are to their tasks, and who changed that. Each call is one transaction. Thread-safe. */
public final class ModelRegistry {
    private final Database database;

    public ModelRegistry(Database database) {
        this.database = database;
    }

    /**
     * Takes a version in. The same network again is welcome: its manifest and report are brought up to date.
     *
     * @param aliases what it is to its task from now on; may be none
     * @throws IllegalArgumentException when another network is registered under this id and version
     */
    public void register(ModelVersion version, ModelAlias... aliases) {
        database.execute(em -> {
            ModelVersionEntity row = em.find(ModelVersionEntity.class, version.modelId());
            if (row == null) {
                em.persist(new ModelVersionEntity(version));
                note(em, registered(version));
            } else {
                requireSame(row, version);
                row.show(version);
            }
            em.flush();
            for (ModelAlias alias : aliases) {
                put(em, version.task(), alias, version.modelId());
            }
        });
    }

    private static void requireSame(ModelVersionEntity row, ModelVersion version) {
        if (!row.sha256.equals(version.sha256()) || !row.task.equals(version.task())) {
            throw new IllegalArgumentException("model " + version.modelId() + " is registered already with another"
                    + " network (SHA-256 " + row.sha256 + ", now " + version.sha256()
                    + "); raise 'version' in its model.json");
        }
    }

    private static ModelChange registered(ModelVersion version) {
        return new ModelChange(
                version.task(),
                ModelAction.REGISTERED,
                version.modelId(),
                Optional.empty(),
                Optional.empty(),
                "gate: " + version.gate(),
                version.registeredBy(),
                version.registeredAt());
    }

    /** A version by its "id@version". */
    public Optional<ModelVersion> find(String modelId) {
        return database.read(em ->
                Optional.ofNullable(em.find(ModelVersionEntity.class, modelId)).map(ModelVersion::of));
    }

    /** All versions, oldest first. */
    public List<ModelVersion> versions() {
        return database.read(em -> em.createQuery(
                        "select v from ModelVersionEntity v order by v.registeredAt, v.modelId",
                        ModelVersionEntity.class)
                .getResultStream()
                .map(ModelVersion::of)
                .toList());
    }

    /** "id@version" by what the model is to a task. */
    public Map<ModelAlias, String> aliases(String task) {
        Map<ModelAlias, String> aliases = new EnumMap<>(ModelAlias.class);
        database.read(em -> em.createQuery(
                                "select a from ModelAliasEntity a where a.key.task = :task", ModelAliasEntity.class)
                        .setParameter("task", task)
                        .getResultList())
                .forEach(row -> aliases.put(ModelAlias.valueOf(row.key.alias()), row.modelId));
        return aliases;
    }

    /** Notes what happened and changes nothing else. */
    public void note(ModelChange change) {
        database.execute(em -> note(em, change));
    }

    /** A model has taken over from another: aliases follow, and the history has an entry. */
    public void switched(ModelChange change) {
        database.execute(em -> {
            put(em, change.task(), ModelAlias.CHAMPION, change.modelId());
            change.replaced().ifPresent(old -> put(em, change.task(), ModelAlias.PREVIOUS, old));
            ModelAliasEntity challenger =
                    em.find(ModelAliasEntity.class, new ModelAliasKey(change.task(), ModelAlias.CHALLENGER.name()));
            if (challenger != null && challenger.modelId.equals(change.modelId())) {
                em.remove(challenger);
            }
            note(em, change);
        });
    }

    /** What happened, oldest first. */
    public List<ModelChange> history() {
        return database.read(
                em -> em.createQuery("select c from ModelChangeEntity c order by c.changeNo", ModelChangeEntity.class)
                        .getResultStream()
                        .map(ModelChange::of)
                        .toList());
    }

    private static void note(EntityManager em, ModelChange change) {
        em.persist(new ModelChangeEntity(change));
    }

    private static void put(EntityManager em, String task, ModelAlias alias, String modelId) {
        ModelAliasKey key = new ModelAliasKey(task, alias.name());
        ModelAliasEntity row = em.find(ModelAliasEntity.class, key);
        if (row == null) {
            em.persist(new ModelAliasEntity(key, modelId));
        } else {
            row.modelId = modelId;
        }
    }
}
