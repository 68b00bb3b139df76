using Outreach.Bulk.Cli.Calls;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>Clauses are read as they are typed.</summary>
public sealed class ClauseTextTests
{
    public static TheoryData<string, string, int, string> Clauses => new()
    {
        { "owner.id=123", "owner.id", (int)Comparison.Equal, "123" },
        { "updatedAt>=2026-01-01", "updatedAt", (int)Comparison.AtLeast, "2026-01-01" },
        { "id <= 7", "id", (int)Comparison.AtMost, "7" },
        { "name=a=b", "name", (int)Comparison.Equal, "a=b" },
        { "name=x>=y", "name", (int)Comparison.Equal, "x>=y" },
        { "touchedAt is null", "touchedAt", (int)Comparison.Null, "" },
        { "touchedAt IS NOT NULL", "touchedAt", (int)Comparison.NotNull, "" },
        { "Contract value=5", "Contract value", (int)Comparison.Equal, "5" },
    };

    [Theory]
    [MemberData(nameof(Clauses))]
    public void A_clause_is_name_comparison_and_value(string text, string name, int comparison, string value)
    {
        ClauseText clause = ClauseText.Parse(text);
        Assert.Equal((name, (Comparison)comparison, value), (clause.Name, clause.Comparison, clause.Value));
    }

    [Theory]
    [InlineData("id", "is no clause")]
    [InlineData("=5", "is no clause")]
    [InlineData(" is null", "is no clause")]
    [InlineData("id>5", "include their ends. Use >= or <=")]
    [InlineData("id<5", "include their ends. Use >= or <=")]
    [InlineData("id!=5", "cannot select what is not equal")]
    [InlineData("name=", "For records without one, write \"name is null\"")]
    public void What_is_none_is_refused_with_what_to_write(string text, string said)
    {
        CliException refused = Assert.Throws<CliException>(() => ClauseText.Parse(text));
        Assert.Equal(ExitCode.Usage, refused.ExitCode);
        Assert.Contains(said, refused.Message);
    }
}
