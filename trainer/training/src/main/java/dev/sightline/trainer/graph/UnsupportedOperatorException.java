package dev.sightline.trainer.graph;

/** A graph has a node that the trainer cannot run; the message names the node, its operator and what is missing. */
public final class UnsupportedOperatorException extends RuntimeException {
    UnsupportedOperatorException(String message) {
        super(message);
    }
}
