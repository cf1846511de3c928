package test.ledger.entry;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

public interface EntryRepository extends JpaRepository<Entry, Long> {
    Page<Entry> findByAccountIdOrderByBookedAtDesc(Long accountId, Pageable page);

    @Modifying
    @Query(value = "INSERT INTO statements (account_id, month) SELECT id, date_trunc('month', now()) FROM accounts", nativeQuery = true)
    int closeMonth();
}
