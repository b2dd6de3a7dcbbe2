package dev.sightline.ingest;

import dev.sightline.ingest.status.CameraReport;
import dev.sightline.platform.retry.StopSignal;

/** What a camera's reading and sending threads share. */
record CameraChannel(FrameQueue queue, CameraReport report, CameraMeters meters, StopSignal stop) {}
