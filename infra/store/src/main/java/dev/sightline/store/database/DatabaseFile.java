package dev.sightline.store.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * Looks at an embedded database's file before H2 does: H2 takes a file that was cut off for an older state of itself, or
 * for a new database, and writes over what is left. Only looks; a file that H2 can recover after a kill passes.
 *
 * <p>The layout is that of H2's MVStore 2.x: two equal header blocks of text, such as
 * {@code H:2,block:384,chunk:7,clean:1}, where {@code clean} says that nothing was written after the chunk that the header
 * names.
 */
final class DatabaseFile {
    private static final int BLOCK = 4_096;
    /** A database that was killed before its first table is smaller. */
    private static final int NEW_BYTES = 32 << 10;

    private static final int IN_USE = 90020;
    private static final int READ_ONLY = 90097;

    private final Path file;

    private DatabaseFile(Path file) {
        this.file = file;
    }

    /**
     * Fails when the database of a folder is there but not whole.
     *
     * @throws DatabaseException saying what is wrong and what to do
     */
    static void requireWhole(Path folder) {
        Path file = folder.toAbsolutePath().resolve("sightline.mv.db");
        if (Files.exists(file)) {
            DatabaseFile looked = new DatabaseFile(file);
            try {
                looked.problem().ifPresent(looked::refuse);
            } catch (IOException e) {
                throw new DatabaseException(file + " cannot be read: " + e + "; check its owner and permissions", e);
            }
        }
    }

    private void refuse(String problem) {
        throw new DatabaseException(
                file + " is no whole database: " + problem + "; restore a backup, or move it away to begin a new one",
                null);
    }

    private Optional<String> problem() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() == 0) {
                return Optional.of("it is empty");
            }
            Optional<Map<String, String>> header = text(channel, 0)
                    .filter(DatabaseFile::isHeader)
                    .or(() -> text(channel, BLOCK).filter(DatabaseFile::isHeader))
                    .map(DatabaseFile::fields);
            if (header.isEmpty()) {
                return Optional.of("it does not begin as an H2 database does");
            }
            if (header.get().containsKey("clean")) {
                return cut(channel, header.get()).or(() -> lost(file.toFile().length()));
            }
            return unclean(channel.size() <= NEW_BYTES);
        }
    }

    /** Of a database that was closed: whether its last chunk is all there. */
    private static Optional<String> cut(FileChannel channel, Map<String, String> header) throws IOException {
        long begin = hex(header, "block") * BLOCK;
        long length = text(channel, begin)
                .map(DatabaseFile::fields)
                .filter(chunk -> chunk.getOrDefault("chunk", "").equals(header.get("chunk")))
                .map(chunk -> hex(chunk, "len") * BLOCK)
                .orElse((long) BLOCK);
        return channel.size() >= begin + length
                ? Optional.empty()
                : Optional.of(cutOff(channel.size(), begin + length));
    }

    /** Of a database that was closed and has its last chunk: whether every other chunk in use is there. */
    private Optional<String> lost(long size) {
        try (MVStore store =
                new MVStore.Builder().fileName(file.toString()).readOnly().open()) {
            long needed = store.getLayoutMap().entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(DataUtils.META_CHUNK))
                    .map(entry -> fields(entry.getValue()))
                    .filter(chunk -> hex(chunk, "livePages") > 0)
                    .mapToLong(chunk -> (hex(chunk, "block") + hex(chunk, "len")) * BLOCK)
                    .max()
                    .orElse(0);
            return size >= needed ? Optional.empty() : Optional.of(cutOff(size, needed));
        } catch (MVStoreException e) {
            return e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED
                    ? Optional.empty()
                    : Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static String cutOff(long size, long needed) {
        return "it is cut off, " + size + " bytes of at least " + needed;
    }

    /**
     * Of a database that was killed: whether H2 would find its tables.
     *
     * @param small whether it may have been killed before its first table
     */
    private Optional<String> unclean(boolean small) {
        String gone = "its tables are gone; it may have been cut off";
        String name = file.toString();
        String url = "jdbc:h2:file:" + name.substring(0, name.length() - ".mv.db".length())
                + ";ACCESS_MODE_DATA=r;DB_CLOSE_ON_EXIT=FALSE";
        try (Connection connection = DriverManager.getConnection(url, "sightline", "")) {
            if (count(connection, "information_schema.tables where table_schema = 'PUBLIC'") == 0) {
                return small ? Optional.empty() : Optional.of(gone);
            }
            return migrated(connection)
                    ? Optional.empty()
                    : Optional.of(
                            "it has only a part of its tables; it may have been cut off, or its first start was killed");
        } catch (SQLException e) {
            return switch (e.getErrorCode()) {
                case IN_USE -> Optional.empty();
                case READ_ONLY -> small ? Optional.empty() : Optional.of(gone);
                default -> Optional.of(String.valueOf(e.getMessage()));
            };
        }
    }

    private static boolean migrated(Connection connection) throws SQLException {
        return count(connection, "information_schema.tables where table_name = 'schema_history'") > 0
                && count(connection, "\"schema_history\" where \"version\" is not null and \"success\"") > 0;
    }

    private static int count(Connection connection, String what) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select count(*) from " + what)) {
            return found.next() ? found.getInt(1) : 0;
        }
    }

    private static Optional<String> text(FileChannel channel, long at) {
        ByteBuffer block = ByteBuffer.allocate(512);
        try {
            int read;
            do {
                read = channel.read(block, at + block.position());
            } while (read > 0 && block.hasRemaining());
        } catch (IOException e) {
            return Optional.empty();
        }
        String text = new String(block.array(), 0, block.position(), StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        return end < 0 ? Optional.empty() : Optional.of(text.substring(0, end).strip());
    }

    private static boolean isHeader(String line) {
        return line.startsWith("H:") && line.contains(",fletcher:");
    }

    private static Map<String, String> fields(String line) {
        Map<String, String> fields = new HashMap<>();
        for (String field : line.split(",", -1)) {
            int colon = field.indexOf(':');
            if (colon > 0) {
                fields.put(field.substring(0, colon), field.substring(colon + 1));
            }
        }
        return fields;
    }

    private static long hex(Map<String, String> fields, String name) {
        try {
            return Long.parseLong(fields.getOrDefault(name, "1"), 16);
        } catch (NumberFormatException e) {
            return 1;
        }
    }
}
