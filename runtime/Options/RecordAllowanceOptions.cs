namespace Outreach.Bulk;

/// <summary>How many records bulk actions may take in a day.</summary>
/// <remarks>
/// The API gives an organisation 5 000 000 items a day, its people's work in the web application included, and gives them back
/// gradually. What others take is not told, so only what this connection sends is counted.
/// </remarks>
public sealed class RecordAllowanceOptions
{
    /// <summary>The records a day.</summary>
    /// <value>At least 1. Default 5 000 000.</value>
    public long PerDay { get; set; } = 5_000_000;

    /// <summary>How many of them are left to people in the web application.</summary>
    /// <value>0 or more, less than <see cref="PerDay"/>. Default 500 000.</value>
    public long Reserved { get; set; } = 500_000;

    /// <summary>Whether the rows of imports are counted too. Whether Outreach counts them is not published.</summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool CountImports { get; set; }

    /// <summary>Where the records are counted.</summary>
    /// <value>Default <see langword="null"/>: in memory, for this connection. One that is given here rules alone: the two numbers above are its own affair.</value>
    public IRecordLedger? Ledger { get; set; }

    internal RecordAllowanceOptions Checked()
    {
        if (PerDay < 1)
            throw new ArgumentException($"{nameof(RecordAllowanceOptions)}.{nameof(PerDay)} is {PerDay}; it must be 1 or more.");
        if (Reserved < 0 || Reserved >= PerDay)
            throw new ArgumentException($"{nameof(RecordAllowanceOptions)}.{nameof(Reserved)} is {Reserved}; it must be from 0 to less than {nameof(PerDay)} ({PerDay}).");
        return new() { PerDay = PerDay, Reserved = Reserved, CountImports = CountImports, Ledger = Ledger };
    }
}
