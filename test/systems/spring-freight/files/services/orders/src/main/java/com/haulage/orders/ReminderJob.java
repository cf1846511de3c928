package com.haulage.orders;

import java.time.Duration;
import java.time.Instant;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

@Component
public class ReminderJob {
    private final OrderRepository orders;
    private final Mailer mailer;

    public ReminderJob(OrderRepository orders, Mailer mailer) {
        this.orders = orders;
        this.mailer = mailer;
    }

    @Scheduled(cron = "0 0 7 * * *")
    public void remind() {
        orders.findTop100ByStateAndCreatedAtBefore("open", Instant.now().minus(Duration.ofDays(2)))
            .forEach(mailer::remind);
    }
}
