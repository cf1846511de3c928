using Microsoft.EntityFrameworkCore;

namespace Fairs.Api;

public class Stall
{
    public int Id { get; set; }
    public int FairId { get; set; }
    public string Name { get; set; } = "";
}

public class FairsContext(DbContextOptions<FairsContext> options) : DbContext(options)
{
    public DbSet<Stall> Stalls => Set<Stall>();
}
