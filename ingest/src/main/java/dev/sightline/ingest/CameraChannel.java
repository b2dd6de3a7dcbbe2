package dev.sightline.ingest;

import dev.sightline.platform.retry.StopSignal;

/** What a camera's reading and sending threads share. */
record CameraChannel(FrameQueue queue, CameraMeters meters, StopSignal stop) {}
