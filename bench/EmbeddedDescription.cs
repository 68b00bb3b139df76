namespace Outreach.Bulk.Benchmarks;

/// <summary>Our own description and overlay.</summary>
internal static class EmbeddedDescription
{
    public static string Read() => Read("outreach-bulk.yml");

    public static string ReadOverlay() => Read("overlay.yml");

    private static string Read(string name)
    {
        using StreamReader reader = new(typeof(EmbeddedDescription).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
