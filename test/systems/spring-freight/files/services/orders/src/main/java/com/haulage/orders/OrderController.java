package com.haulage.orders;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/orders")
public class OrderController {
    private final OrderRepository orders;
    private final RateClient rates;

    public OrderController(OrderRepository orders, RateClient rates) {
        this.orders = orders;
        this.rates = rates;
    }

    @GetMapping("/{id}")
    public Order one(@PathVariable Long id) {
        return orders.findById(id).orElseThrow();
    }

    @PostMapping
    public Quote quote(@RequestBody Order order) {
        return rates.quote(order);
    }
}
