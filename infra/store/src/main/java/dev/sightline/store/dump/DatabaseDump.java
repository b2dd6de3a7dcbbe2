package dev.sightline.store.dump;

import dev.sightline.models.manifest.Checksum;
import dev.sightline.store.database.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was recorded, as text with one line per row: equal for two databases that hold the same, whatever the
 * database system, the interruptions, the number of partitions and the order in which topics were read. Left out is what
 * only shows how it got there: offsets, crop store addresses (the hash stays), the list of crops to delete.
 */
public final class DatabaseDump {
    private static final List<Table> TABLES = List.of(
            new Table(
                    "camera",
                    "select camera_id, site_id, source, sample_fps, restricted, real_time, motion_gate,"
                            + " start_time from camera"),
            new Table(
                    "identity",
                    "select identity_id, site_id, state, created_at, changed_at, merged_into, split_from,"
                            + " first_seen, last_seen, sighting_count from identity"),
            new Table(
                    "sighting",
                    "select sighting_id, identity_id, site_id, camera_id, session_no, first_sequence,"
                            + " last_sequence, start_time, end_time, closed, revision, withdrawn, inherits_exemplars,"
                            + " previous_identity_id, summary, evidence from sighting"),
            new Table(
                    "exemplar",
                    "select sighting_id, identity_id, ordinal, modality, model_id, descriptor,"
                            + " descriptor_quality, quality, camera_id, session_no, sequence_no, detection_index, captured_at,"
                            + " crop_sha256, crop_bytes from exemplar"),
            // The place among the events of the site stands for partition and offset.
            new Table(
                    "identity_event",
                    "select site_id, row_number() over (partition by site_id"
                            + " order by partition_no, record_offset) as place, event_id, event_type, event_time, identity_id,"
                            + " other_identity_id, tracklet_id, camera_id, summary, evidence from identity_event"),
            new Table(
                    "alert", "select alert_id, rule_id, source, event_type, subject, event_time, document from alert"),
            new Table(
                    "labeled_pair",
                    "select feedback_id, site_id, subject, left_id, right_id, same_person, source, labeler,"
                            + " labeled_at, withdrawn from labeled_pair"),
            new Table(
                    "watchlist_entry",
                    "select entry_id, name, reason, approver, created_at, expires_at, site_ids"
                            + " from watchlist_entry"),
            new Table(
                    "watchlist_exemplar",
                    "select entry_id, ordinal, modality, model_id, descriptor,"
                            + " descriptor_quality, crop_sha256, crop_bytes from watchlist_exemplar"));

    /** Longer columns are descriptors and evidence: their digest compares as well, and biometric data stays inside. */
    private static final int SHOWN_BYTES = 32;

    private static final int SHOWN_DIGITS = 32;

    private DatabaseDump() {}

    private record Table(String name, String query) {}

    /** The whole database as lines, headed per table by its name and number of rows. */
    public static String of(Database database) {
        StringBuilder text = new StringBuilder();
        try (Connection connection = database.dataSource().getConnection()) {
            for (Table table : TABLES) {
                List<String> lines = lines(connection, table);
                text.append("== ")
                        .append(table.name())
                        .append(' ')
                        .append(lines.size())
                        .append('\n');
                lines.forEach(line -> text.append(line).append('\n'));
            }
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be dumped: " + e.getMessage(), e);
        }
        return text.toString();
    }

    private static List<String> lines(Connection connection, Table table) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(table.query())) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    cells.add(cell(rows, i));
                }
                lines.add(String.join("\t", cells));
            }
        }
        Collections.sort(lines);
        return lines;
    }

    private static String cell(ResultSet rows, int column) throws SQLException {
        @Nullable Object value = rows.getObject(column);
        if (value == null) {
            return "-";
        }
        if (value instanceof byte[] bytes) {
            return bytes.length <= SHOWN_BYTES
                    ? HexFormat.of().formatHex(bytes)
                    : bytes.length + " bytes " + Checksum.of(bytes).substring(0, SHOWN_DIGITS);
        }
        if (value instanceof java.sql.Timestamp || value instanceof OffsetDateTime) {
            return rows.getObject(column, OffsetDateTime.class)
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .toInstant()
                    .toString();
        }
        return value.toString().replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
    }
}
