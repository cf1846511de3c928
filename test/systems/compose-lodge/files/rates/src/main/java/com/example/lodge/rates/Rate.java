package com.example.lodge.rates;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDate;

@Entity
@Table(name = "rates")
public class Rate {
  @Id private Long id;
  private LocalDate day;
  private long cents;

  public long getCents() {
    return cents;
  }
}
