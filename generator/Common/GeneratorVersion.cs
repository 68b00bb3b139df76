namespace Outreach.Bulk.Generator.Common;

/// <summary>The name and version that every emitted file carries.</summary>
internal static class GeneratorVersion
{
    public const string Name = "Outreach.Bulk.Generator";

    public static string Text { get; } = typeof(GeneratorVersion).Assembly.GetName().Version.ToString(3);
}
