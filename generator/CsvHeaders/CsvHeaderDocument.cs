using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Identifiers;

namespace Outreach.Bulk.Generator.CsvHeaders;

/// <summary>
/// What the first record of a file came to: columns and names, without places, for the generator; the problems, with places,
/// for the analyzer. No more of the file is looked at.
/// </summary>
internal sealed class CsvHeaderDocument
{
    /// <summary>The most columns: each becomes a member that the compiler must look at. The runtime has no such limit.</summary>
    public const int MostColumns = 4096;

    // Of what a message lists.
    private const int MostShown = 5;

    private const char Mark = '\uFEFF';
    private const int FirstPiece = 4096;
    private const int CodePageOfUtf8 = 65001;

    // What is no UTF-8 is decoded by the code page of the machine, and where that is UTF-8 it becomes this.
    private const string ReplacementCharacter = "\uFFFD";

    private static readonly char[] s_blanks = [' ', '\t', '\r', '\n'];

    private readonly List<PlacedProblem> _problems = [];
    private readonly SourceText _read;
    private TextSpan _header;

    private CsvHeaderDocument(SourceText? text)
    {
        string read = "";
        CsvHeaderRecord? record = null;
        for (int length = FirstPiece; text is not null && record is null; length = Math.Min(length * 8, CsvHeaderRecord.LongestHeader + 1))
        {
            length = Math.Min(length, text.Length);
            read = text.ToString(new TextSpan(0, length));
            record = CsvHeaderRecord.Read(read, isWhole: length == text.Length);
        }

        // Places are found in what was read: the lines of the whole text would have to be counted otherwise.
        _read = SourceText.From(read);
        if (record is null)
            Refuse("the file cannot be read", default);
        else if (FileStart.Fault(read) is { } other)
            Refuse(other, default);
        else if (text!.Encoding is { } encoding && encoding.CodePage != CodePageOfUtf8)
            Refuse($"the file is no UTF-8, it was taken for {encoding.WebName}", default);
        else if (record.Fault is { } fault)
            Refuse(Reason(fault, read), new(fault.Start, fault.Length));
        else if (record.Cells.Count > MostColumns)
            Refuse($"it has more than {MostColumns} columns; it may be no CSV file", Span(record.Cells[MostColumns]));
        else if (record.Cells.FirstOrDefault(cell => cell.Text.Contains(ReplacementCharacter)) is { } undecoded)
            Refuse("there are bytes that are no UTF-8", Span(undecoded));
        else
            Name(record.Cells);
        LookForMark(read);
        Problems = _problems.OrderBy(problem => problem.Span.Start).ToEquatableArray();
    }

    /// <summary>The texts of the header's cells, in the order of the file.</summary>
    public EquatableArray<string> Columns { get; private set; } = [];

    /// <summary>The columns that have a name in C#.</summary>
    public EquatableArray<TextMember> Members { get; private set; } = [];

    /// <summary>What is wrong with the header, in the order of the text.</summary>
    public EquatableArray<PlacedProblem> Problems { get; }

    /// <summary>Why there is no header; null when there is one.</summary>
    public PlacedProblem? Fatal { get; private set; }

    public static CsvHeaderDocument Of(SourceText? text) => new(text);

    /// <summary>Where the header stands: all of its cells.</summary>
    public FilePlace PlaceIn(string path) => PlaceOf(path, _header);

    public FilePlace PlaceOf(string path, TextSpan span) => FilePlace.Of(path, _read, span);

    private void Refuse(string reason, TextSpan span)
    {
        Add(CsvRules.Unreadable, [span], reason);
        Fatal = _problems[0];
    }

    private void Name(IReadOnlyList<CsvHeaderCell> cells)
    {
        Columns = cells.Select(cell => cell.Text).ToEquatableArray();
        _header = TextSpan.FromBounds(cells[0].Start, cells[^1].Start + cells[^1].Length);
        ILookup<string, CsvHeaderCell> named = cells.ToLookup(cell => HeaderText.Seen(cell.Text), StringComparer.Ordinal);
        IGrouping<string, CsvHeaderCell>[] columns = [.. named.Where(column => column.Key.Length > 0)];
        TextNames names = new(columns.Select(column => column.First().Text));
        Members = names.Members;
        if (CsvSeparator.Noted(cells) is { } noted)
        {
            Add(CsvRules.SeparatorLine, [_header], noted);
            return;
        }

        if (CsvSeparator.Guess(cells) is { } separator)
            Add(CsvRules.OtherSeparator, [_header], separator, cells.Count == 1 ? "one column" : $"{cells.Count} columns");
        for (int i = 0; i < cells.Count; i++)
            LookAt(cells[i], i + 1);
        foreach (IGrouping<string, CsvHeaderCell> column in columns.Where(column => column.Count() > 1))
        {
            Add(
                CsvRules.DuplicateCsvHeader,
                column.Skip(1).Append(column.First()).Select(Span),
                SameName([.. column.Select(cell => cell.Text).Distinct()], column.Count()));
        }

        foreach ((string[] headers, string reason) in names.LeftOut)
        {
            Add(
                CsvRules.CsvHeaderLeftOut,
                headers.Select(header => Span(named[HeaderText.Seen(header)].First())),
                NamingProblems.Quoted(headers.Take(MostShown).Select(HeaderText.Shown)),
                reason);
        }
    }

    private static string SameName(string[] texts, int count)
    {
        string names = NamingProblems.Quoted(texts.Take(MostShown).Select(HeaderText.Shown));
        return texts.Length == 1
            ? FormattableString.Invariant($"{names} is the name of {count} columns")
            : FormattableString.Invariant($"{count} columns have names that look the same: {names}");
    }

    private void LookAt(CsvHeaderCell cell, int number)
    {
        // A mark at the beginning of the file has a rule of its own.
        string text = cell.Start == 0 ? cell.Text.TrimStart(Mark) : cell.Text;
        if (HeaderText.Seen(text).Length == 0)
        {
            Add(CsvRules.BlankCsvHeader, [Span(cell)], FormattableString.Invariant($"{number}"));
            return;
        }

        if (text != text.Trim(s_blanks))
            Add(CsvRules.StrayBlanks, [Span(cell)], HeaderText.Shown(text.Trim(s_blanks)));
        if (HeaderText.Unseen(text) is { Count: > 0 } unseen)
            Add(CsvRules.UnseenCharacters, [Span(cell)], HeaderText.Shown(text), string.Join(", ", unseen.Take(MostShown)));
    }

    // Decoding takes one mark away. A second one, and one behind a quote, become a part of the header.
    private void LookForMark(string read)
    {
        int at = read.StartsWith("\"", StringComparison.Ordinal) ? 1 : 0;
        if (at < read.Length && read[at] == Mark)
            Add(CsvRules.GluedMark, [new TextSpan(at, 1)]);
    }

    private void Add(DiagnosticDescriptor rule, IEnumerable<TextSpan> places, params string[] arguments)
    {
        if (_problems.Count == PlacedProblems.Most)
            return;
        TextSpan[] spans = [.. places.Take(PlacedProblems.Most)];
        _problems.Add(
            new(rule, spans[0], arguments.Select(DiagnosticInfo.OneLine).ToEquatableArray()) { Others = spans.Skip(1).ToEquatableArray() });
    }

    private static TextSpan Span(CsvHeaderCell cell) => new(cell.Start, cell.Length);

    private static string Reason(CsvHeaderFault fault, string text) => fault.Kind switch
    {
        CsvHeaderFaultKind.Empty => "the file is empty",
        CsvHeaderFaultKind.Blank => "the header is blank",
        CsvHeaderFaultKind.TooLong =>
            $"the header has more than {CsvHeaderRecord.LongestHeader} bytes; a quote may be missing, or it may be no CSV file",
        CsvHeaderFaultKind.Nul => "there is a NUL character; it may be no CSV file",
        CsvHeaderFaultKind.StrayQuote when fault.Start > 0 && text[fault.Start - 1] == '"' && CsvSeparator.IsOther(text[fault.Start]) =>
            $"its columns seem to be separated by {CsvSeparator.NameOf(text[fault.Start])}; save the file with commas",
        CsvHeaderFaultKind.StrayQuote =>
            "there is a quote within a cell that does not start with one, or text after a closing quote; such a cell is quoted as a "
                + "whole, and quotes in it are doubled",
        _ => "the quote that opens here is never closed",
    };
}
