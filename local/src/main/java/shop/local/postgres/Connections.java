package shop.local.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Connections to the shop's databases; in this demo each role's password is its name. */
public final class Connections {

    private Connections() {}

    /** A new connection to one of the databases, as the role that owns it. */
    public static Connection open(int port, String database) throws SQLException {
        return DriverManager.getConnection(url(port, database), properties(database));
    }

    /** Where JDBC finds a database. */
    public static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    static boolean answers(int port, String database) {
        Properties properties = properties(database);
        properties.setProperty("connectTimeout", "1");
        properties.setProperty("socketTimeout", "1");
        try (Connection connection = DriverManager.getConnection(url(port, database), properties)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private static Properties properties(String database) {
        Properties properties = new Properties();
        properties.setProperty("user", database);
        properties.setProperty("password", database);
        properties.setProperty("ApplicationName", "shop");
        return properties;
    }
}
