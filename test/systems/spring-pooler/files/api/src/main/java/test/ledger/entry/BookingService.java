package test.ledger.entry;

import java.time.Duration;
import org.springframework.boot.web.client.RestTemplateBuilder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.client.RestTemplate;

@Service
public class BookingService {
    private final EntryRepository entries;
    private final RestTemplate fraud;

    BookingService(EntryRepository entries, RestTemplateBuilder builder) {
        this.entries = entries;
        this.fraud = builder.setConnectTimeout(Duration.ofSeconds(1)).setReadTimeout(Duration.ofSeconds(2)).build();
    }

    @Transactional
    public Entry book(Long account, long amountCents) {
        Boolean fine = fraud.getForObject("http://fraud.risk.svc:8080/check?account={a}&amount={c}", Boolean.class, account, amountCents);
        if (!Boolean.TRUE.equals(fine)) {
            throw new IllegalStateException("declined");
        }
        Entry entry = new Entry();
        entry.setAccountId(account);
        entry.setAmountCents(amountCents);
        return entries.save(entry);
    }
}
