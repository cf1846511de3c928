package test.ledger.reports;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class ReportController {
    private final JdbcTemplate jdbc;

    ReportController(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @GetMapping("/reports/{month}")
    List<Map<String, Object>> month(@PathVariable String month) {
        return jdbc.queryForList(
            "SELECT account_id, sum(amount_cents) AS total FROM entries WHERE to_char(booked_at, 'YYYY-MM') = ? GROUP BY account_id ORDER BY account_id LIMIT 1000", month);
    }
}
