package com.example.ferry.booking;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

public interface SailingRepository extends JpaRepository<Sailing, Long> {
    List<Sailing> findTop50ByRouteOrderByDepartsAt(String route);
}
