package com.example.ferry.booking;

import java.time.Instant;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

public interface BookingRepository extends JpaRepository<Booking, Long> {
    @Modifying
    @Query("update Booking b set b.state = 'expired' where b.state = 'held' and b.createdAt < :before")
    int expire(Instant before);
}
