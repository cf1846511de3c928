package com.example.lodge.rates;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

@SpringBootApplication
@EnableScheduling
public class RatesApplication {
  public static void main(String[] args) {
    SpringApplication.run(RatesApplication.class, args);
  }
}
