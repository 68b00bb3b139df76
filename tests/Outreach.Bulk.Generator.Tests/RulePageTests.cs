using System.Reflection;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Outreach.Bulk.CodeFixes;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>Ids, descriptors, pages and releases say the same.</summary>
public class RulePageTests
{
    private static readonly string s_root = Path.GetFullPath(Path.Combine(Repository.TestFolder(), "../.."));

    private static readonly DiagnosticDescriptor[] s_rules = [.. typeof(OutreachBulkGenerator).Assembly.GetTypes()
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Where(field => field.FieldType == typeof(DiagnosticDescriptor))
        .Select(field => (DiagnosticDescriptor)field.GetValue(null)!)];

    // Errors of the package's MSBuild files, which are no descriptors: each id with the end of its message.
    private static readonly (string Id, string Text)[] s_buildErrors = [.. Directory
        .EnumerateFiles(Path.Combine(s_root, "runtime/build"))
        .SelectMany(file => XDocument.Load(file).Descendants("Error"))
        .Select(error => (error.Attribute("Code")!.Value, error.Attribute("Text")!.Value))];

    [Fact]
    public void Each_id_has_one_rule() => Assert.Equal(
        typeof(DiagnosticIds)
            .GetFields(BindingFlags.Static | BindingFlags.Public)
            .Select(field => (string)field.GetValue(null)!)
            .Order(StringComparer.Ordinal),
        s_rules.Select(rule => rule.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void Each_rule_has_a_page_and_each_page_a_rule() => Assert.Equal(
        s_rules.Select(rule => rule.Id).Concat(s_buildErrors.Select(error => error.Id).Distinct())
            .Select(id => id + ".md").Append("README.md").Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Path.Combine(s_root, "docs/rules")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void Each_page_gives_title_severity_cause_example_fix_and_suppression() => Assert.All(s_rules, rule =>
    {
        Assert.Equal($"docs/rules/{rule.Id}.md", rule.HelpLinkUri);
        string page = File.ReadAllText(Path.Combine(s_root, rule.HelpLinkUri));
        Assert.StartsWith($"# {rule.Id}: {rule.Title}\n\nSeverity: {Word(rule.DefaultSeverity)}\n", page, StringComparison.Ordinal);
        Assert.Equal(
            ["Cause", "Example", "Fix", "Suppression"],
            page.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..]));
    });

    [Fact]
    public void Each_error_of_the_build_has_a_page_as_a_rule_has_and_names_its_path() => Assert.All(s_buildErrors, error =>
    {
        Assert.EndsWith($". ($(OutreachBulkRulePages){error.Id}.md)", error.Text, StringComparison.Ordinal);
        string page = File.ReadAllText(Path.Combine(s_root, $"docs/rules/{error.Id}.md"));
        Assert.Matches($@"\A# {error.Id}: .*\n\nSeverity: error\n\n## Cause\n", page);
        Assert.Equal(
            ["Cause", "Example", "Fix", "Suppression"],
            page.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..]));
        string title = page[(page.IndexOf(':', StringComparison.Ordinal) + 2)..page.IndexOf('\n', StringComparison.Ordinal)];
        Assert.Contains(
            $"| [{error.Id}]({error.Id}.md) | error | {title} |",
            File.ReadAllText(Path.Combine(s_root, "docs/rules/README.md")),
            StringComparison.Ordinal);
    });

    [Fact]
    public void Every_diagnostic_is_reported_by_what_links_its_page() => Assert.Equal(
        ["RulePages.cs"],
        Directory.EnumerateFiles(Path.Combine(s_root, "generator"), "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains(".ReportDiagnostic(", StringComparison.Ordinal))
            .Select(Path.GetFileName));

    [Fact]
    public void Link_of_a_diagnostic_is_the_page_on_this_machine_where_the_build_tells_its_folder()
    {
        string folder = Path.Combine(s_root, "docs/rules") + "/";
        GeneratorRun run = GeneratorRun.Of("openapi: 3.1.0");
        Diagnostic told = Assert.Single(run.WithOptions(new MarkedFiles(RulePages.FolderKey, folder)).Result.Diagnostics);
        Diagnostic untold = Assert.Single(run.Result.Diagnostics);

        Assert.Equal("docs/rules/OB111.md", untold.Descriptor.HelpLinkUri);
        Assert.True(File.Exists(new Uri(told.Descriptor.HelpLinkUri).LocalPath), told.Descriptor.HelpLinkUri);
        Assert.Equal(untold.ToString(), told.ToString());
    }

    [Fact]
    public void The_list_of_pages_names_each_rule() => Assert.All(s_rules, rule => Assert.Contains(
        $"| [{rule.Id}]({rule.Id}.md) | {Word(rule.DefaultSeverity)} | {rule.Title} |", File.ReadAllText(Path.Combine(
            s_root, "docs/rules/README.md")), StringComparison.Ordinal));

    [Fact]
    public void Each_rule_belongs_to_a_release() => Assert.All(s_rules, rule => Assert.Contains(
        $"{rule.Id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}", File.ReadAllText(Path.Combine(
            s_root, "generator/AnalyzerReleases.Unshipped.md")), StringComparison.Ordinal));

    [Fact]
    public void Each_rule_is_reported_by_an_analyzer_or_by_the_generator()
    {
        IEnumerable<string> analyzers = Analyzers.All
            .SelectMany(analyzer => analyzer.SupportedDiagnostics)
            .Select(rule => rule.Id);

        // Why nothing comes of a file, and what is known where files come together.
        string[] generator =
        [
            DiagnosticIds.UnreadableDescription, DiagnosticIds.EmptyDescription, DiagnosticIds.NoBulkActions,
            DiagnosticIds.UnsupportedVersion, DiagnosticIds.LimitExceeded, DiagnosticIds.UnreadableOverlay,
            DiagnosticIds.SeveralDescriptions, DiagnosticIds.MissingDescription,
            DiagnosticIds.ClientNameTaken, DiagnosticIds.ClientMemberTaken,
            DiagnosticIds.CsvFileWithoutName, DiagnosticIds.UnknownCsvModel, DiagnosticIds.UnreadableCsvHeader,
            DiagnosticIds.SeveralSavedAnswers, DiagnosticIds.UnreadableSavedAnswer, DiagnosticIds.UnknownCustomFieldsChoice,
        ];

        Assert.Equal(
            s_rules.Select(rule => rule.Id).Order(StringComparer.Ordinal), analyzers.Concat(generator).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_page_speaks_of_a_code_fix_where_there_is_one()
    {
        Type[] fixes = [.. typeof(UsageFix).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(UsageFix)))];
        Assert.All(fixes, fix => Assert.Equal(["C#"], fix.GetCustomAttribute<ExportCodeFixProviderAttribute>()!.Languages));
        HashSet<string> fixable = [.. fixes.SelectMany(fix => ((UsageFix)Activator.CreateInstance(fix)!).FixableDiagnosticIds)];
        Assert.All(s_rules, rule => Assert.Equal(
            fixable.Contains(rule.Id), File.ReadAllText(Path.Combine(s_root, rule.HelpLinkUri))
                .Contains("code fix", StringComparison.Ordinal)));
    }

    private static string Word(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        DiagnosticSeverity.Hidden => "hidden",
        _ => "info",
    };
}
