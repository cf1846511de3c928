package com.example.ferry.booking;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
public class ExpiryJob {
    private final BookingRepository bookings;

    public ExpiryJob(BookingRepository bookings) {
        this.bookings = bookings;
    }

    @Scheduled(cron = "0 */5 * * * *")
    @Transactional
    public void expire() {
        bookings.expire(Instant.now().minus(20, ChronoUnit.MINUTES));
    }
}
