namespace Outreach.Bulk.Mappings;

/// <summary>The columns that a report of failed rows adds to a file. Imported again, they need not be mapped.</summary>
internal static class ReportColumns
{
    public const string Error = "outreach_error";
    public const string Line = "source_line";

    public static bool Contains(string name) => name is Error or Line;
}
