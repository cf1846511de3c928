package com.haulage.orders;

import java.time.Instant;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

public interface OrderRepository extends JpaRepository<Order, Long> {
    List<Order> findTop100ByStateAndCreatedAtBefore(String state, Instant before);
}
