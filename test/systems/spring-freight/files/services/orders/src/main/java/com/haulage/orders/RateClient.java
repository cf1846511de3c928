package com.haulage.orders;

import org.springframework.stereotype.Component;
import org.springframework.web.client.RestTemplate;

@Component
public class RateClient {
    private final RestTemplate http = new RestTemplate();

    public Quote quote(Order order) {
        return http.postForObject("https://rates.example.net/v2/quote", order, Quote.class);
    }
}
