using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Bulk;
using Outreach.Bulk.Crash;

// Address, token, journal, errand, mark, fault point, milliseconds until it is killed (0: never).
Killer killer = new(Enum.Parse<FaultPoint>(args[5]));
using FileOperationJournal file = new(args[2]);
KillingJournal journal = new(file, killer);
ServiceCollection services = new();
services
    .AddOutreachBulk<Access>(options =>
    {
        options.BaseAddress = new(args[0]);
        options.AccessToken = (_, _) => new(args[1]);
        options.Journal = journal;
        options.PageSize = 2;
        options.PollInterval = TimeSpan.FromMilliseconds(5);
        options.MaximumPollInterval = TimeSpan.FromMilliseconds(20);
    })
    .AddHttpMessageHandler(() => new KillingHandler(killer));
await using ServiceProvider provider = services.BuildServiceProvider();
Errand errand = new(Enum.Parse<ErrandKind>(args[3]), args[4], provider.GetRequiredService<Access>(), journal, killer);
int milliseconds = int.Parse(args[6], CultureInfo.InvariantCulture);
if (milliseconds > 0)
    Killer.KillAfter(TimeSpan.FromMilliseconds(milliseconds));
long start = Stopwatch.GetTimestamp();
string told = await errand.RunAsync();
Console.WriteLine(FormattableString.Invariant($"{told} {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0}"));
