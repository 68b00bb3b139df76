using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Outreach.Bulk.Tests;

/// <summary>A lower room cannot name a type above it, and its messages name that type's members in words.</summary>
public partial class NamedOptionTests
{
    private static readonly ILookup<string, Type> s_types =
        typeof(OutreachBulkOptions).Assembly.GetExportedTypes().ToLookup(type => type.Name.Split('`')[0], StringComparer.Ordinal);

    [Fact]
    public void Every_member_that_a_message_names_exists()
    {
        string[] named = [.. Directory.EnumerateFiles(Runtime(), "*.cs", SearchOption.AllDirectories).SelectMany(NamedIn).Distinct()];

        Assert.Contains("ImportOptions.MaximumRows", named);
        Assert.Contains("OutreachBulkOptions.RequestTimeout", named);
        Assert.All(named, name => Assert.True(Exists(name), name));
    }

    [Theory]
    [InlineData("ImportOptions.MaximumRow", false)]
    [InlineData("OutreachBulkOptions.Polling.None", false)]
    [InlineData("OutreachBulkOptions.BaseAddress.Host", true)]
    public void A_member_that_was_renamed_is_found(string name, bool exists) => Assert.Equal(exists, Exists(name));

    private static IEnumerable<string> NamedIn(string file) => File.ReadLines(file)
        .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
        .SelectMany(line => Literals().Matches(line))
        .SelectMany(literal => Members().Matches(literal.Value))
        .Where(member => s_types.Contains(member.Groups["type"].Value))
        .Select(member => member.Value);

    private static bool Exists(string name)
    {
        string[] path = name.Split('.');
        return s_types[path[0]].Any(type => Has(type, path[1..]));
    }

    private static bool Has(Type? type, string[] path) => path is not [string member, .. string[] rest]
        || (type?.GetMember(member).FirstOrDefault() is { } found && Has((found as PropertyInfo)?.PropertyType, rest));

    private static string Runtime([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "runtime");

    // What stands between two quotes of a line; an escaped quote is none.
    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Literals();

    [GeneratedRegex(@"(?<![\w.])(?<type>[A-Z]\w+)(?:\.[A-Z]\w*)+")]
    private static partial Regex Members();
}
