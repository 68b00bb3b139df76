namespace Outreach.Bulk.Emulator.Schema;

internal static class AccountAttributes
{
    /// <summary>The published attributes, one a line: name, type with its longest length, then what may be done with it.</summary>
    private const string Table = """
        annualRevenueRange text(255)
        buyerIntentScore number filter sort
        companyType text(255)
        createdAt time readonly filter sort
        customId text(255) filter sort
        description text(65535)
        domain text(255) filter sort
        externalSource text(255)
        followers integer
        foundedAt time
        industry text(255)
        linkedInEmployees integer
        linkedInUrl text(1000)
        locality text(255)
        naicsCodes list
        name text(255) filter sort
        named boolean filter sort
        naturalName text(255)
        numberOfEmployees integer
        sharingTeamId text(255) filter
        sicCodes list
        tags list
        tickerSymbol text(255)
        touchedAt time readonly filter sort
        updatedAt time readonly filter sort
        websiteUrl text(255)
        """;

    public static IReadOnlyDictionary<string, RecordAttribute> All { get; } = RecordAttribute.ReadTable(Table);
}
