namespace Outreach.Bulk.Tests.Support;

/// <summary>What the generator emits for a row of two texts.</summary>
internal sealed record AccountRow(string? CompanyName, string? CrmId) : ICsvRow<AccountRow, AccountField>
{
    static IReadOnlyList<string> ICsvRow<AccountRow>.Header => ["companyName", "crmId"];

    static ImportMapping ICsvRow<AccountRow>.CreateMapping() =>
        new AccountMapping { ["companyName"] = AccountField.Name, ["crmId"] = AccountField.CustomId };

    static void ICsvRow<AccountRow>.Write(AccountRow row, CsvRowWriter writer)
    {
        writer.Write(row.CompanyName);
        writer.Write(row.CrmId);
    }
}

/// <summary>A row of texts, as many as there are names, which a test sets for itself.</summary>
internal sealed record TextRow(string?[] Cells) : ICsvRow<TextRow>
{
    private static readonly AsyncLocal<string[]> s_header = new();

    public static string[] Header { get => s_header.Value!; set => s_header.Value = value; }

    static IReadOnlyList<string> ICsvRow<TextRow>.Header => Header;

    static ImportMapping ICsvRow<TextRow>.CreateMapping() => throw new NotSupportedException();

    static void ICsvRow<TextRow>.Write(TextRow row, CsvRowWriter writer)
    {
        foreach (string? cell in row.Cells)
            writer.Write(cell);
    }
}

/// <summary>A row of one value, written as it says.</summary>
internal sealed record ValueRow(Action<CsvRowWriter> Write) : ICsvRow<ValueRow>
{
    static IReadOnlyList<string> ICsvRow<ValueRow>.Header => ["value"];

    static ImportMapping ICsvRow<ValueRow>.CreateMapping() => throw new NotSupportedException();

    static void ICsvRow<ValueRow>.Write(ValueRow row, CsvRowWriter writer) => row.Write(writer);
}
