package test.ledger.entry;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "entries")
public class Entry {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "account_id", nullable = false)
    private Long accountId;

    @Column(name = "amount_cents", nullable = false)
    private long amountCents;

    @Column(name = "booked_at", nullable = false)
    private Instant bookedAt = Instant.now();

    public Long getId() { return id; }
    public Long getAccountId() { return accountId; }
    public long getAmountCents() { return amountCents; }
    public Instant getBookedAt() { return bookedAt; }
    public void setAccountId(Long accountId) { this.accountId = accountId; }
    public void setAmountCents(long amountCents) { this.amountCents = amountCents; }
}
