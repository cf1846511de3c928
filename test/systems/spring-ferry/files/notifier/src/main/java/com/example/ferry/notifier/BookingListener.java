package com.example.ferry.notifier;

import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

@Component
public class BookingListener {
    private final JdbcTemplate jdbc;

    public BookingListener(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @RabbitListener(queues = "bookings")
    public void onBooking(Long id) {
        jdbc.update("UPDATE bookings SET state = 'notified' WHERE id = ? AND state = 'held'", id);
    }
}
