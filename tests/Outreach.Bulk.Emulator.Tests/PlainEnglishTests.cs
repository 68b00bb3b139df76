using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Outreach.Bulk.Emulator.Tests;

/// <summary>Pages, comments and messages have none of the phrases that a native reader stumbles over.</summary>
public sealed class PlainEnglishTests
{
    // Each is wrong in whatever sense it is used here. Words that also have a right use, such as "tell" and "look", are not listed.
    private static readonly (string Phrase, string Rewrite)[] s_phrases =
    [
        ("called as", "has the same name as"),
        ("in passing", "temporarily, or: by an error that may pass"),
        ("(?:tells?|told) apart", "distinguishes"),
        ("nobody's", "belongs to no one, or: not needed"),
        ("which is none", "which is not one"),
        ("(?:is|are|was|were|be|been) told", "receives, or: is reported, returned, shown, logged"),
        ("told of", "receives, or: is reported to"),
        ("tells? of", "reports, or: describes"),
        ("held against", "compared with"),
        ("made anew", "made again, or: new for each"),
        ("a look at", "a poll of, or: a request for, reading"),
        ("stands? (?:behind|beside)", "is after, or: is next to"),
    ];

    private static readonly string[] s_code =
        ["runtime", "jobs", "jobs-postgresql", "jobs-hangfire", "generator", "fixes", "emulator", "cli", "templates"];

    // A phrase may be broken over lines: between its words are a line's end, the slashes of a comment, or a literal that goes on.
    private const string Gap = @"[\s/*+""$]+";

    private static readonly (Regex Pattern, string Rewrite)[] s_patterns =
    [
        .. s_phrases.Select(listed => (
            new Regex($@"\b{listed.Phrase.Replace(" ", Gap, StringComparison.Ordinal)}\b", RegexOptions.IgnoreCase), listed.Rewrite)),
    ];

    private static string Root => Path.GetFullPath(Path.Combine(Folder(), "../.."));

    [Fact]
    public void Pages_comments_and_messages_have_none_of_the_phrases_that_readers_stumble_over()
    {
        string[] files =
        [
            .. Pages(),
            .. Files("spec", "*.yml", SearchOption.TopDirectoryOnly),        // what editors show of the generated code
            .. s_code.SelectMany(part => Files(part, "*.cs", SearchOption.AllDirectories)),
        ];
        Assert.Contains(files, file => file.EndsWith("docs/safety.md", StringComparison.Ordinal));
        Assert.Contains(files, file => file.EndsWith("OutreachBulkOptions.cs", StringComparison.Ordinal));
        string[] found =
        [
            .. files.SelectMany(file => Found(File.ReadAllText(file)).Select(place => $"{Path.GetRelativePath(Root, file)}{place}")),
        ];
        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    [Theory]
    [InlineData("A batch that\n    /// is told of its end.", "(2): \"is told\", write \"receives")]
    [InlineData("throw new(\"The property is called \"\n    + \"as no field.\")", "(1): \"called as\", write \"has the same name as\"")]
    public void A_phrase_is_found_over_the_end_of_a_line(string text, string place) =>
        Assert.Contains(Found(text), found => found.StartsWith(place, StringComparison.Ordinal));

    private static IEnumerable<string> Found(string text) => s_patterns.SelectMany(listed => listed.Pattern.Matches(text).Select(match =>
        $"({text.AsSpan(0, match.Index).Count('\n') + 1}): \"{Regex.Replace(match.Value, Gap, " ")}\", write \"{listed.Rewrite}\""));

    private static IEnumerable<string> Pages() =>
    [
        .. Files("docs", "*.md", SearchOption.AllDirectories),
        .. Files(".", "README.md", SearchOption.AllDirectories),
        Path.Combine(Root, "CONTRIBUTING.md"),
    ];

    private static IEnumerable<string> Files(string folder, string pattern, SearchOption depth) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, depth)
            .Select(file => file.Replace('\\', '/'))
            .Where(file => !Path.GetRelativePath(Root, file).Split('/', '\\').Any(part => part is "bin" or "obj"));

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
