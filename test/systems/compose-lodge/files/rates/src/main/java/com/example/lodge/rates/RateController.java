package com.example.lodge.rates;

import java.time.LocalDate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/rates")
public class RateController {
  private final RateRepository rates;

  public RateController(RateRepository rates) {
    this.rates = rates;
  }

  @GetMapping("/today")
  public long today() {
    return rates.findFirstByDay(LocalDate.now()).map(Rate::getCents).orElse(0L);
  }

  @PostMapping
  public void put(@RequestBody Rate rate) {
    rates.save(rate);
  }
}
