using Outreach.Bulk.Benchmarks.Posting;

namespace Outreach.Bulk.Benchmarks.Writing;

/// <summary>A row as users write them: texts, a number, a list and an instant, some of them missing.</summary>
[OutreachCsvRow(Model = "Account")]
internal sealed partial record AccountRow
{
    [OutreachField(AccountField.CustomId)]
    public required string CrmId { get; init; }

    public string? Name { get; init; }

    [OutreachField(AccountField.Locality)]
    public string? City { get; init; }

    [OutreachField(AccountField.NumberOfEmployees)]
    public int? Employees { get; init; }

    public bool? Named { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public DateTimeOffset? FoundedAt { get; init; }

    public string? Description { get; init; }

    /// <summary>
    /// Rows in which, as in <see cref="Uploading.CsvWriter"/>'s, one in 50 holds quotes and a line break and another a comma.
    /// </summary>
    public static AccountRow[] Make(int count) =>
    [
        .. Enumerable.Range(0, count).Select(i => new AccountRow
        {
            CrmId = FormattableString.Invariant($"crm-{i:000000}"),
            Name = FormattableString.Invariant($"Company number {i}"),
            City = "Århus",
            Employees = i % 7 == 0 ? null : i % 900,
            Named = i % 3 == 0,
            Tags = (i % 4) switch { 0 => null, 1 => ["emea"], _ => ["emea", "key account"] },
            FoundedAt = new DateTimeOffset(1990, 1, 1, 8, 30, 0, TimeSpan.Zero).AddDays(i),
            Description = (i % 50) switch { 0 => "said \"yes\"\r\nand called back", 1 => "a, b", _ => "no answer yet; none expected" },
        }),
    ];
}
