package com.example.ferry.booking;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/sailings")
public class BookingController {
    private final BookingService service;
    private final SailingRepository sailings;

    public BookingController(BookingService service, SailingRepository sailings) {
        this.service = service;
        this.sailings = sailings;
    }

    @GetMapping
    public List<Sailing> list(@RequestParam String route) {
        return sailings.findTop50ByRouteOrderByDepartsAt(route);
    }

    @PostMapping("/{id}/bookings")
    public Long book(@PathVariable long id, @RequestParam String passenger) {
        return service.book(id, passenger).id;
    }
}
