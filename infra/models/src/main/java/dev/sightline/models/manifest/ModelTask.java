package dev.sightline.models.manifest;

/** What a network does. */
public enum ModelTask {
    PERSON_DETECTION("person-detection"),
    FACE_DETECTION("face-detection"),
    FACE_LANDMARKS("face-landmarks"),
    PERSON_DESCRIPTOR("person-descriptor"),
    FACE_DESCRIPTOR("face-descriptor"),
    IMAGE_TEXT("image-text");

    private final String label;

    ModelTask(String label) {
        this.label = label;
    }

    /** The name in manifests. */
    public String label() {
        return label;
    }

    /** Whether the network's output is a descriptor. */
    public boolean describes() {
        return this == PERSON_DESCRIPTOR || this == FACE_DESCRIPTOR || this == IMAGE_TEXT;
    }
}
