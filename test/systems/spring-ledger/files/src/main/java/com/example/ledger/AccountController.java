package com.example.ledger;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/accounts")
public class AccountController {
  private final AccountRepository accounts;
  private final RatesClient rates;

  AccountController(AccountRepository accounts, RatesClient rates) {
    this.accounts = accounts;
    this.rates = rates;
  }

  record Booking(BigDecimal amount) {}

  @GetMapping("/{id}/entries")
  List<Entry> entries(@PathVariable UUID id) {
    return accounts.entries(id);
  }

  @GetMapping("/{id}/balance/{currency}")
  BigDecimal balance(@PathVariable UUID id, @PathVariable String currency) {
    return accounts.balance(id).multiply(rates.rate(currency));
  }

  @PostMapping("/{id}/entries")
  void book(@PathVariable UUID id, @RequestBody Booking booking) {
    accounts.book(id, booking.amount());
  }
}
