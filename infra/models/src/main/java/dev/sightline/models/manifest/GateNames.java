package dev.sightline.models.manifest;

/** Where the gate's report stands in a model package and what its parts are called: written by the gate, read by rollout. */
public final class GateNames {
    /** Name of the report in a package folder. */
    public static final String FILE = "gate.json";

    /** Lineage key: verdict, champion and size of the data in one line. */
    public static final String SUMMARY = "gate";

    /** Lineage key: SHA-256 of the report, hex. */
    public static final String SHA256 = "gateSha256";

    /** Key in the report: passed, refused or inconclusive. */
    public static final String VERDICT = "verdict";

    /** Key in the report: why, a list of sentences for people. */
    public static final String REASONS = "reasons";

    private GateNames() {}
}
