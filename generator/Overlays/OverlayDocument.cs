using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Conventions;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.Overlays;

/// <summary>
/// What one overlay says, an OpenAPI Overlay 1.0 document: its entries, and what is wrong with it whatever it is applied to. Each
/// text is read once. Its places are those of its own text.
/// </summary>
internal sealed class OverlayDocument
{
    private static readonly ConditionalWeakTable<SourceText, OverlayDocument> s_documents = new(), s_jsonDocuments = new();

    /// <summary>The most characters of an overlay.</summary>
    public const int Longest = 4 * 1024 * 1024;

    /// <summary>The result of an entry that is refused.</summary>
    public const string Unchanged = "Nothing was changed by it";

    private readonly PlacedProblems _problems = new();
    private readonly List<OverlayEntry> _entries = [];

    private OverlayDocument()
    {
    }

    public IReadOnlyList<OverlayEntry> Entries => _entries;

    /// <summary>Whether it has words that seem to be ours and are none.</summary>
    public bool HasUnknownWords { get; private set; }

    public EquatableArray<PlacedProblem> Problems => _problems.ToEquatableArray();

    /// <param name="text">The overlay.</param>
    /// <param name="isJson">Whether it must be JSON, which its name says.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static OverlayDocument Of(SourceText text, bool isJson, CancellationToken cancellationToken)
    {
        ConditionalWeakTable<SourceText, OverlayDocument> documents = isJson ? s_jsonDocuments : s_documents;
        if (documents.TryGetValue(text, out OverlayDocument? known))
            return known;
        OverlayDocument document = new();
        document.Read(text, isJson, cancellationToken);
        return documents.GetValue(text, _ => document);
    }

    private void Read(SourceText text, bool isJson, CancellationToken cancellationToken)
    {
        HasUnknownWords = text.Length <= Longest && ExtensionVocabulary.HasUnknownWord(text.ToString());
        try
        {
            if (text.Length > Longest)
                Fail(default, FormattableString.Invariant($"it has {text.Length} characters, more than {Longest}"));
            else if (string.IsNullOrWhiteSpace(text.ToString()))
                Fail(default, "it is empty, or there is no such file");
            else
                Read(SpecReader.Read(text, isJson, cancellationToken), cancellationToken);
        }
        catch (SpecReadException exception)
        {
            Fail(exception.Span, exception.Message);
        }
    }

    private void Read(SpecNode node, CancellationToken cancellationToken)
    {
        if (node is not SpecMapping root)
            Fail(node.Span, $"it is {node.Kind}, not a map");
        else if (root.Find("overlay") is not { } version)
            FailWithout("overlay", root, "it has no 'overlay' key, which every overlay has");
        else if (version is not SpecScalar { Text: "1.0.0" })
            Fail(version.Span, $"its version is {version.Kind}, and 1.0.0 is the one that is read");
        else if (root.Find("actions") is not { } actions)
            FailWithout("actions", root, "it has no 'actions'");
        else if (actions is not SpecSequence list)
            Fail(actions.Span, $"its actions are {actions.Kind}, not a list");
        else
            ReadEntries(list, cancellationToken);
    }

    private void ReadEntries(SpecSequence list, CancellationToken cancellationToken)
    {
        foreach (SpecNode item in list.Items)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (item is not SpecMapping entry)
                Refuse(item.Span, $"The entry is {item.Kind}", "a map with target, description and update");
            else if (entry.Find("target") is not SpecScalar name)
                RefuseWithoutTarget(entry);
            else
                ReadEntry(entry, name);
        }
    }

    private void RefuseWithoutTarget(SpecMapping entry)
    {
        SpecScalar? nearly = entry.Members.Select(member => member.Key)
            .FirstOrDefault(key => Keywords.OfOverlayEntries.Meant(key.Text) is "target");
        Refuse(
            nearly?.Span ?? entry.Span,
            nearly is null ? "The entry has no target" : $"The entry has '{nearly.Text}' for 'target'",
            "a JSONPath such as $.components.schemas.account");
    }

    private void ReadEntry(SpecMapping entry, SpecScalar name)
    {
        CheckWords(entry, name.Text);
        (OverlayTarget? target, string problem) = OverlayTargetParser.Parse(name.Text);
        if (target is null)
        {
            Refuse(
                name.Span,
                $"The target '{name.Text}' is not read: {problem}",
                "a JSONPath of names, indexes and '*', such as $.paths['/batches/actions/accountAddTags'].post");
            return;
        }

        SpecNode? remove = entry.Find("remove");
        if (remove is not (null or SpecScalar { IsText: false, Flag: not null }))
        {
            Refuse(remove.Span, $"'remove' of the entry '{name.Text}' is {remove.Kind}", "true or false, without quotes");
            return;
        }

        bool removes = remove is SpecScalar { Flag: true };
        entry.TryFind("update", out SpecMember? updating);
        SpecNode? update = updating?.Value;
        if (!removes && update is null)
        {
            Refuse(name.Span, $"The entry '{name.Text}' changes nothing", "an update, or remove: true");
            return;
        }

        if (removes && target.IsRoot)
        {
            Refuse(name.Span, "The entry removes the whole description", "a part of it");
            return;
        }

        // The specification says so: an update has no impact beside remove.
        if (removes && update is not (null or SpecScalar { IsNull: true }))
        {
            Refuse(
                updating!.Key.Span,
                $"The entry '{name.Text}' has an update beside 'remove: true'",
                "one of the two",
                "What it selects was removed, and the update was not read");
        }

        if (entry.Find("description") is not SpecScalar reason || string.IsNullOrWhiteSpace(reason.Text))
            _problems.Add(OverlayRules.NoReason, name.Span, name.Text);
        _entries.Add(new(name, target, removes ? null : update));
    }

    private void FailWithout(string word, SpecMapping root, string reason)
    {
        SpecScalar? nearly = root.Members.Select(member => member.Key)
            .FirstOrDefault(key => Keywords.OfOverlays.Meant(key.Text) == word);
        if (nearly is null)
            Fail(root.Members.Count == 0 ? root.Span : root.Members[0].Key.Span, reason);
        else
            Fail(nearly.Span, $"it has '{nearly.Text}' for '{word}'");
    }

    private void Fail(TextSpan span, string reason) => _problems.Add(OverlayRules.Unreadable, span, reason);

    private void Refuse(TextSpan span, string what, string expected, string consequence = Unchanged) =>
        _problems.Add(OverlayRules.UnsupportedEntry, span, what, expected, consequence);

    // Every other word of its own is for people, and of those that begin with x- none is read.
    private void CheckWords(SpecMapping entry, string name)
    {
        foreach (SpecScalar key in entry.Members.Select(member => member.Key))
        {
            if (Keywords.OfOverlayEntries.Meant(key.Text) is { } meant)
                Refuse(key.Span, $"The entry '{name}' has '{key.Text}'", $"'{meant}', if that is meant", "It was not read");
        }
    }
}
