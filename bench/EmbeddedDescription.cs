namespace Outreach.Bulk.Benchmarks;

/// <summary>Our own description.</summary>
internal static class EmbeddedDescription
{
    public static string Read()
    {
        using StreamReader reader = new(typeof(EmbeddedDescription).Assembly.GetManifestResourceStream("outreach-bulk.yml")!);
        return reader.ReadToEnd();
    }
}
