using Microsoft.CodeAnalysis.Text;

namespace Outreach.Bulk.Generator.Diagnostics;

/// <summary>
/// Where things stand that later stages only know by name: an action by its name, whatever it or a model holds as
/// <c>owner.name</c>. The models those stages pass on hold no places, so that moving a line changes nothing.
/// </summary>
internal sealed class NamedPlaces
{
    private readonly Dictionary<string, TextSpan> _places = new(StringComparer.Ordinal);

    /// <summary>How a member is called in messages, and here.</summary>
    public static string Member(string owner, string name) => $"{owner}.{name}";

    public void Add(string name, TextSpan place) => _places[name] = place;

    /// <summary>The place of a thing, or of what holds it; null for one that stands nowhere, such as a group.</summary>
    public TextSpan? Find(string name)
    {
        for (string owner = name; owner.Length > 0; owner = owner[..Math.Max(0, owner.LastIndexOf('.'))])
        {
            if (_places.TryGetValue(owner, out TextSpan place))
                return place;
        }

        return null;
    }
}
