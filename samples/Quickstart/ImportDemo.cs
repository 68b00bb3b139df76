using System.Globalization;
using System.Text;
using Outreach.Bulk;

namespace Quickstart;

/// <summary>A CSV file of five thousand accounts, some of them bad, from the file to a report of what failed.</summary>
internal static class ImportDemo
{
    private const int Rows = 5_000;

    private static readonly string[] s_places = ["Aarhus", "Bergen", "Cork", "Dresden", "Évora", "Faro", "Ghent", "Helsinki", "Izmir", "Jönköping"];
    private static readonly string[] s_trades = ["Bearings", "Logistics", "Robotics", "Textiles", "Turbines", "Optics", "Ceramics"];

    public static async Task RunAsync(Screen screen, OutreachClient outreach)
    {
        screen.Step("A file of 5,000 accounts is checked, uploaded and imported");
        screen.Code("Accounts.ImportAsync(CsvFile, [\"company\"] = AccountField.Name, …, DupeMethod.Overwrite)");
        ImportResult result = await screen.WithPhasesAsync(
            progress => outreach.Accounts.ImportAsync(
                CsvFile.From(Encoding.UTF8.GetBytes(Csv()), "accounts.csv"),
                new()
                {
                    ["crm id"] = AccountField.CustomId,
                    ["company"] = AccountField.Name,
                    ["city"] = AccountField.Locality,
                    ["employees"] = AccountField.NumberOfEmployees,
                },
                new() { DupeMethod = DupeMethod.Overwrite },
                progress),
            (import, progress) => import.WaitForCompletionAsync(progress));
        screen.Warning($"{result.Outcome}: {result.Import.Total:N0} rows, {result.Import.Failures:N0} failed");
        screen.Table(["rows", "why", "for example"], await FailuresAsync(result.Operation));
        Screen.EndStep();
    }

    // The batches behind an import hold an item for each row.
    private static async Task<List<string[]>> FailuresAsync(ImportOperation import)
    {
        List<BatchItem> failed = [];
        await foreach (BatchOperation batch in import.GetBatchesAsync())
        {
            await foreach (BatchItem item in batch.GetItemsAsync(BatchItemFilter.Failed))
                failed.Add(item);
        }

        return [.. failed
            .GroupBy(item => item.Info ?? "")
            .OrderByDescending(reason => reason.Count())
            .Take(3)
            .Select(reason => new[] { $"{reason.Count()}", reason.Key, Short(reason.First().Data ?? "") })];
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

    private static string Short(string text) => text.Length <= 44 ? text : text[..43] + "…";
}
