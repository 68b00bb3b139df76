using System.Globalization;
using System.Text;
using NightlyJob.OutreachApi;
using Outreach.Bulk;
using Outreach.Bulk.Emulator;

namespace NightlyJob;

/// <summary>An emulator whose prospects were made the day before, so that the night has something to do.</summary>
internal static class Emulation
{
    private const int Prospects = 1_500;

    public static async Task<OutreachEmulator> StartAsync(Night night, int port = 0)
    {
        MovedTime time = new() { Ahead = night.Until - TimeSpan.FromHours(1) - TimeProvider.System.GetUtcNow() };
        OutreachEmulator emulator = await OutreachEmulator.StartAsync(new() { Port = port, TimeProvider = time, ItemsPerSecond = 1_000 });
        OutreachClient outreach = new(new OutreachBulkOptions
        {
            BaseAddress = emulator.BaseAddress,
            AccessToken = (_, _) => new(emulator.AccessToken),
            PollInterval = TimeSpan.FromMilliseconds(100),
        });
        StringBuilder csv = new("mail,first name\n");
        for (int i = 1; i <= Prospects; i++)
            csv.Append(CultureInfo.InvariantCulture, $"visitor-{i}@fair.example,Visitor {i}\n");
        ImportOperation import = await outreach.Prospects.ImportAsync(
            CsvFile.From(Encoding.UTF8.GetBytes(csv.ToString()), "visitors.csv"),
            new ProspectMapping { ["mail"] = ProspectField.Emails, ["first name"] = ProspectField.FirstName },
            new() { DupeMethod = DupeMethod.Overwrite });
        (await import.WaitForCompletionAsync()).EnsureAllSucceeded();
        time.Ahead = TimeSpan.Zero;
        return emulator;
    }

    private sealed class MovedTime : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}
