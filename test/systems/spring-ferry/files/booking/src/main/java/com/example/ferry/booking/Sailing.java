package com.example.ferry.booking;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "sailings")
public class Sailing {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;
    String route;
    Instant departsAt;
    int seats;
}
