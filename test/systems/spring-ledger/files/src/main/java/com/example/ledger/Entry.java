package com.example.ledger;

import java.math.BigDecimal;
import java.time.Instant;

public record Entry(long id, BigDecimal amount, Instant bookedAt) {}
