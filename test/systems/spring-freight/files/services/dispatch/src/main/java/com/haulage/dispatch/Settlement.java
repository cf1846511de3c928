package com.haulage.dispatch;

import java.time.Duration;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.springframework.boot.web.client.RestTemplateBuilder;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestTemplate;

@Component
public class Settlement {
    private final JdbcTemplate jdbc;
    private final RestTemplate bank;

    public Settlement(JdbcTemplate jdbc, RestTemplateBuilder builder) {
        this.jdbc = jdbc;
        this.bank = builder.setConnectTimeout(Duration.ofSeconds(2)).setReadTimeout(Duration.ofSeconds(8)).build();
    }

    @Scheduled(cron = "0 30 2 * * *")
    @SchedulerLock(name = "settlement")
    public void settle() {
        Integer open = jdbc.queryForObject("SELECT count(*) FROM orders WHERE state = 'delivered'", Integer.class);
        bank.postForLocation("https://bank.example.net/settlements", open);
    }
}
