package com.example.ledger;

import java.math.BigDecimal;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestTemplate;

@Component
public class RatesClient {
  private final RestTemplate rest = new RestTemplate();

  @Cacheable("rates")
  public BigDecimal rate(String currency) {
    return rest.getForObject("https://rates.example.com/v1/{currency}", BigDecimal.class, currency);
  }
}
