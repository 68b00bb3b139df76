using System.Globalization;
using System.Text;
using Outreach.Bulk;
using Quickstart.OutreachApi;

namespace Quickstart;

/// <summary>A CSV file of five thousand accounts, some of them bad, from the file to a report of what failed.</summary>
internal static class ImportDemo
{
    private const int Rows = 5_000;

    private static readonly string[] s_places =
        ["Aarhus", "Bergen", "Cork", "Dresden", "Évora", "Faro", "Ghent", "Helsinki", "Izmir", "Jönköping"];
    private static readonly string[] s_trades = ["Bearings", "Logistics", "Robotics", "Textiles", "Turbines", "Optics", "Ceramics"];

    public static async Task RunAsync(Screen screen, OutreachClient outreach)
    {
        screen.Step("A file of 5,000 accounts is checked, uploaded and imported; what failed becomes a file again");
        screen.Code("Accounts.ImportAsync(file, [\"company\"] = AccountField.Name, …, DupeMethod.Overwrite)");
        CsvFile file = CsvFile.From(Encoding.UTF8.GetBytes(Csv()), "accounts.csv");
        AccountMapping mapping = new()
        {
            ["crm id"] = AccountField.CustomId,
            ["company"] = AccountField.Name,
            ["city"] = AccountField.Locality,
            ["employees"] = AccountField.NumberOfEmployees,
        };
        ImportResult result = await screen.WithPhasesAsync(
            progress => outreach.Accounts.ImportAsync(file, mapping, new() { DupeMethod = DupeMethod.Overwrite }, progress),
            (import, progress) => import.WaitForCompletionAsync(progress));
        screen.Warning($"{result.Outcome}: {result.Import.Total:N0} rows, {result.Import.Failures:N0} failed");

        FailureReport failures = await result.ReadFailuresAsync(file, mapping);
        screen.Table(
            ["rows", "why", "first on line"],
            failures.Clusters.Select(cluster => new[] { $"{cluster.Count():N0}", cluster.Key, $"{FirstLine(cluster):N0}" }));
        using MemoryStream failed = new();
        await failures.WriteCsvAsync(failed);
        screen.Note(
            $"failed.csv: the {failures.Rows.Count:N0} rows as they stood, each with its reason and line; mend it and import it again.");
        Screen.EndStep();

        long? FirstLine(IEnumerable<BatchItem> cluster) =>
            failures.Rows.FirstOrDefault(row => row.Items.Contains(cluster.First()))?.Line;
    }

    private static string Csv()
    {
        StringBuilder csv = new("crm id,company,city,employees\r\n");
        for (int i = 1; i <= Rows; i++)
        {
            string company = $"{s_places[i % s_places.Length]} {s_trades[i % s_trades.Length]}{(i % 9 == 0 ? ", Ltd." : "")}";
            string employees = i % 400 == 0 ? "about fifty" : (i % 997).ToString(CultureInfo.InvariantCulture);
            csv.Append(CultureInfo.InvariantCulture, $"crm-{i:00000},\"{company}\",{s_places[(i * 7) % s_places.Length]},{employees}\r\n");
        }

        return csv.ToString();
    }
}
