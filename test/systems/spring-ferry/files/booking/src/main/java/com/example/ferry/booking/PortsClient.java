package com.example.ferry.booking;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestTemplate;

@Component
public class PortsClient {
    private final RestTemplate rest;
    private final String base;

    public PortsClient(RestTemplate rest, @Value("${ferry.ports-api}") String base) {
        this.rest = rest;
        this.base = base;
    }

    public boolean open(String route) {
        return Boolean.TRUE.equals(rest.getForObject(base + "/routes/{route}/open", Boolean.class, route));
    }

    @Cacheable("weather")
    public String weather(String route) {
        return rest.getForObject(base + "/routes/{route}/weather", String.class, route);
    }
}
