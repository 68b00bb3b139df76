using Outreach.Bulk.Generator.Conventions;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.Overlays;

/// <summary>
/// Applies overlays to the nodes of a description, entry by entry. The nodes are left as they are; what comes out shares all that
/// no entry touches. References are not followed: an entry mends the place it names. Only the packed overlay, which knows nothing of
/// how a description puts things, finds what they lead to, and then mends a copy of it in that place.
/// </summary>
internal sealed class OverlayApplier
{
    // The most nodes that applying one overlay may look at and copy.
    private const int MostWork = 5_000_000;

    private readonly PlacedProblems _problems;
    private readonly AppliedOverlay _overlay;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<SpecNode, SpecNode> _moved = [];
    private OverlayEntry _entry = null!;
    private SpecNode? _update;
    private ReferenceResolver _references = null!;
    private bool _hasMatch;
    private int _count;

    private OverlayApplier(AppliedOverlay overlay, PlacedProblems problems, CancellationToken cancellationToken)
    {
        _overlay = overlay;
        _problems = problems;
        _cancellationToken = cancellationToken;
    }

    /// <exception cref="SpecReadException">What comes out would exceed a limit.</exception>
    public static SpecMapping Apply(
        SpecMapping root, IEnumerable<AppliedOverlay> overlays, PlacedProblems problems, CancellationToken cancellationToken)
    {
        foreach (AppliedOverlay overlay in overlays)
            root = new OverlayApplier(overlay, problems, cancellationToken).ApplyTo(root);
        return root;
    }

    private SpecMapping ApplyTo(SpecMapping root)
    {
        foreach (OverlayEntry entry in _overlay.Document.Entries)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            _entry = entry;
            _update = entry.Update is null ? null : Move(entry.Update);
            _hasMatch = false;
            _references = new(root, new());
            root = (SpecMapping)Edit(root, 0)!;
            if (!_hasMatch && !_overlay.IsPacked)
                _problems.Add(OverlayRules.Unmatched, _overlay.PlaceOf(entry), entry.Name.Text);
        }

        return root;
    }

    /// <summary>A node after the entry, seen from one of its steps on; null for one that it removes.</summary>
    private SpecNode? Edit(SpecNode node, int step)
    {
        Count(1);
        if (_overlay.IsPacked && _references.Resolve(node) is { } target && target != node)
            return Edit(target, step) is { } copy && copy != target ? copy : node;
        if (step == _entry.Target.Steps.Count)
        {
            _hasMatch = true;
            return _update is null ? null : Update(node);
        }

        OverlayStep selected = _entry.Target.Steps[step];
        return node switch
        {
            SpecMapping map => EditMembers(map, selected, step),
            SpecSequence list => EditItems(list, selected, step),
            _ => node,
        };
    }

    private SpecMapping EditMembers(SpecMapping map, OverlayStep selected, int step)
    {
        List<SpecMember>? members = null;
        for (int i = map.Members.Count - 1; i >= 0; i--)
        {
            SpecMember member = map.Members[i];
            if (!selected.Selects(member.Key.Text))
                continue;
            SpecNode? edited = Edit(member.Value, step + 1);
            if (ReferenceEquals(edited, member.Value))
                continue;
            members ??= Copy(map.Members);
            if (edited is null)
                members.RemoveAt(i);
            else
                members[i] = new(member.Key, edited);
        }

        return members is null ? map : new(map.Span, members);
    }

    private SpecSequence EditItems(SpecSequence list, OverlayStep selected, int step)
    {
        List<SpecNode>? items = null;
        for (int i = list.Items.Count - 1; i >= 0; i--)
        {
            if (!selected.Selects(i))
                continue;
            SpecNode? edited = Edit(list.Items[i], step + 1);
            if (ReferenceEquals(edited, list.Items[i]))
                continue;
            items ??= Copy(list.Items);
            if (edited is null)
                items.RemoveAt(i);
            else
                items[i] = edited;
        }

        return items is null ? list : new(list.Span, items);
    }

    private SpecNode Update(SpecNode node)
    {
        switch (node)
        {
            case SpecMapping map when _update is SpecMapping update:
                if (map.Find(ReferenceResolver.Ref) is not SpecScalar reference || update.Find(ReferenceResolver.Ref) is not null)
                    return Merge(map, update);
                Refuse($"The target '{_entry.Name.Text}' is a reference", $"what it leads to, '{reference.Text}'");
                return map;
            case SpecMapping:
                Refuse($"The target '{_entry.Name.Text}' is a map, but the update is {_update!.Kind}", "a map");
                return node;
            case SpecSequence list:
                List<SpecNode> items = Copy(list.Items);
                items.Add(_update!);
                return new SpecSequence(list.Span, items);
            default:
                Refuse($"The target '{_entry.Name.Text}' is {node.Kind}", "a map or a list; name the map that holds it");
                return node;
        }
    }

    // Lists and single values are replaced as a whole.
    private SpecMapping Merge(SpecMapping map, SpecMapping update)
    {
        List<SpecMember> members = Copy(map.Members);
        Dictionary<string, int> indexes = [];
        for (int i = 0; i < members.Count; i++)
            indexes.Add(members[i].Key.Text, i);
        foreach (SpecMember member in update.Members)
        {
            Count(1);
            if (!indexes.TryGetValue(member.Key.Text, out int index))
                members.Add(member);
            else if (members[index].Value is SpecMapping inner && member.Value is SpecMapping innerUpdate)
                members[index] = new(members[index].Key, Merge(inner, innerUpdate));
            else if (!_overlay.IsPacked)
                members[index] = member;
        }

        return new(map.Span, members);
    }

    private List<T> Copy<T>(IReadOnlyList<T> items)
    {
        Count(items.Count);
        return [.. items];
    }

    // Aliases share a node; it is moved once.
    private SpecNode Move(SpecNode node)
    {
        if (_moved.TryGetValue(node, out SpecNode? moved))
            return moved;
        moved = node switch
        {
            SpecScalar scalar => Move(scalar),
            SpecSequence list => new SpecSequence(TextSlots.In(_overlay.Slot, node.Span), [.. list.Items.Select(Move)]),
            SpecMapping map => new SpecMapping(
                TextSlots.In(_overlay.Slot, node.Span),
                [.. map.Members.Select(member => new SpecMember(Move(member.Key), Move(member.Value)))]),
            _ => node,
        };
        _moved.Add(node, moved);
        return moved;
    }

    private SpecScalar Move(SpecScalar scalar) => new(TextSlots.In(_overlay.Slot, scalar.Span), scalar.Text, scalar.IsText);

    private void Refuse(string what, string expected)
    {
        if (!_overlay.IsPacked)
            _problems.Add(OverlayRules.UnsupportedEntry, _overlay.PlaceOf(_entry), what, expected, OverlayDocument.Unchanged);
    }

    private void Count(int nodes)
    {
        _count += nodes;
        if (_count > MostWork)
        {
            throw new SpecReadException(
                OverlayRules.Unreadable,
                _overlay.PlaceOf(_entry),
                "laying it over the description takes too many steps; select fewer nodes");
        }

        if (nodes > 1)
            _cancellationToken.ThrowIfCancellationRequested();
    }
}
