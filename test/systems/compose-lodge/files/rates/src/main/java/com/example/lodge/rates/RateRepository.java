package com.example.lodge.rates;

import java.time.LocalDate;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

public interface RateRepository extends JpaRepository<Rate, Long> {
  Optional<Rate> findFirstByDay(LocalDate day);
}
