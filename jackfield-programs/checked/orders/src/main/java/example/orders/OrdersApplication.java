package example.orders;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A web application with a pool of connections to a database on another host. */
@SpringBootApplication
@RestController
public class OrdersApplication {
    private final JdbcTemplate database;

    OrdersApplication(JdbcTemplate database) {
        this.database = database;
    }

    @GetMapping("/orders")
    Integer orders() {
        return database.queryForObject("select sum(x) from system_range(1, 10)", Integer.class);
    }

    public static void main(String[] arguments) {
        SpringApplication.run(OrdersApplication.class, arguments);
    }
}
