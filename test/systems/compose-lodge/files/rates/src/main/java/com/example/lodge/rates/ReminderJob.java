package com.example.lodge.rates;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

@Component
public class ReminderJob {
  private final RateRepository rates;

  public ReminderJob(RateRepository rates) {
    this.rates = rates;
  }

  @Scheduled(cron = "0 0 6 * * *")
  public void mailMissingRates() {
    if (rates.count() == 0) {
      Mail.send("rates@example.com", "no rates yet");
    }
  }
}
