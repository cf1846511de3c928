package test.ledger.entry;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/accounts/{account}/entries")
public class EntryController {
    private final EntryRepository entries;
    private final BookingService booking;

    EntryController(EntryRepository entries, BookingService booking) {
        this.entries = entries;
        this.booking = booking;
    }

    @GetMapping
    Page<Entry> list(@PathVariable Long account, @RequestParam(defaultValue = "0") int page) {
        return entries.findByAccountIdOrderByBookedAtDesc(account, PageRequest.of(page, 50));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Entry book(@PathVariable Long account, @RequestBody BookingRequest request) {
        return booking.book(account, request.amountCents());
    }

    record BookingRequest(long amountCents) {}
}
