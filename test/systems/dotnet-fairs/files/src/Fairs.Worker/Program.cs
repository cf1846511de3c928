using Hangfire;
using Hangfire.PostgreSql;

var builder = Host.CreateApplicationBuilder(args);
var fairs = builder.Configuration.GetConnectionString("Fairs")!;

builder.Services.AddHangfire(config => config.UsePostgreSqlStorage(storage => storage.UseNpgsqlConnection(fairs)));
builder.Services.AddHangfireServer(options => options.WorkerCount = 8);

var host = builder.Build();
RecurringJob.AddOrUpdate("reminders", () => Console.WriteLine("remind"), Cron.Hourly);
host.Run();
