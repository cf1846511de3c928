using Fairs.Api;
using Hangfire;
using Microsoft.EntityFrameworkCore;

var builder = WebApplication.CreateBuilder(args);
var fairs = builder.Configuration.GetConnectionString("Fairs")!;

builder.Services.AddDbContextPool<FairsContext>(options => options.UseNpgsql(fairs));
builder.Services.AddHealthChecks().AddNpgSql(fairs);
builder.Services.AddDistributedMemoryCache();
builder.Services.AddSession(options => options.IdleTimeout = TimeSpan.FromMinutes(20));
builder.Services.AddHttpClient("mails", client => client.Timeout = TimeSpan.FromSeconds(5));
builder.Services.AddControllers();

var app = builder.Build();
app.UseSession();
app.MapHealthChecks("/healthz");
app.MapGet("/ready", () => Results.Ok());
app.MapControllers();
app.Run();
