package test.ledger.entry;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
public class MonthEnd {
    private final EntryRepository entries;

    MonthEnd(EntryRepository entries) {
        this.entries = entries;
    }

    @Scheduled(cron = "0 15 2 1 * *", zone = "Europe/Zurich")
    @Transactional
    public void close() {
        entries.closeMonth();
    }
}
