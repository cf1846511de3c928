package com.example.ledger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

@Component
public class DayEnd {
  private static final Logger log = LoggerFactory.getLogger(DayEnd.class);
  private final AccountRepository accounts;

  DayEnd(AccountRepository accounts) {
    this.accounts = accounts;
  }

  @Scheduled(cron = "0 5 0 * * *", zone = "Europe/Berlin")
  void close() {
    log.info("closed {} days", accounts.closeDay());
  }
}
