package com.example.ferry.booking;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
public class BookingService {
    private final BookingRepository bookings;
    private final SailingRepository sailings;
    private final PortsClient ports;

    public BookingService(BookingRepository bookings, SailingRepository sailings, PortsClient ports) {
        this.bookings = bookings;
        this.sailings = sailings;
        this.ports = ports;
    }

    @Transactional
    public Booking book(long sailingId, String passenger) {
        Sailing sailing = sailings.findById(sailingId).orElseThrow();
        if (!ports.open(sailing.route)) {
            throw new IllegalStateException("the port is closed");
        }
        Booking booking = new Booking();
        booking.sailing = sailing;
        booking.passenger = passenger;
        return bookings.save(booking);
    }
}
