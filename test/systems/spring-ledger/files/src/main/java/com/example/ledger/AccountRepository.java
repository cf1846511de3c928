package com.example.ledger;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
public class AccountRepository {
  private final JdbcTemplate jdbc;

  AccountRepository(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  public List<Entry> entries(UUID account) {
    return jdbc.query(
        "SELECT id, amount, booked_at FROM entries WHERE account_id = ? ORDER BY booked_at DESC LIMIT 100",
        (row, index) -> new Entry(row.getLong(1), row.getBigDecimal(2), row.getTimestamp(3).toInstant()),
        account);
  }

  public BigDecimal balance(UUID account) {
    return jdbc.queryForObject("SELECT balance FROM accounts WHERE id = ?", BigDecimal.class, account);
  }

  @Transactional
  public void book(UUID account, BigDecimal amount) {
    jdbc.update("UPDATE accounts SET balance = balance + ? WHERE id = ?", amount, account);
    jdbc.update("INSERT INTO entries (account_id, amount) VALUES (?, ?)", account, amount);
  }

  public int closeDay() {
    return jdbc.update("INSERT INTO days (closed_at) VALUES (now())");
  }
}
