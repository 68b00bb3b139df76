using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Description;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Identifiers;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.Naming;

/// <summary>The C# names of what one resource, body or relationship holds, by API name.</summary>
internal sealed class MemberNames
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    private MemberNames()
    {
    }

    /// <param name="owner">What holds them, for diagnostics.</param>
    /// <param name="members">Their API names, and what their names in C# are made of.</param>
    /// <param name="types">The names of all types: a member cannot have the name of the type that contains it.</param>
    /// <param name="problems">Takes names that are no identifiers, and collisions.</param>
    public static MemberNames Assign(
        string owner, IEnumerable<(string ApiName, string CodeName)> members, NameClaims types, NamingProblems problems)
    {
        MemberNames names = new();
        NameClaims claims = new(StringComparer.Ordinal);
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach ((string apiName, string codeName) in members.Where(member => seen.Add(member.ApiName)))
        {
            if (Identifier.Pascal(codeName) is not { } pascal)
            {
                problems.Add(DescriptionRules.NoIdentifier, NamedPlaces.Member(owner, apiName), $"'{apiName}' of '{owner}'");
                continue;
            }

            string name = apiName == "id" ? pascal : Unreserved(pascal, types);
            names._names.Add(apiName, name);
            claims.Claim(name, NamedPlaces.Member(owner, apiName));
        }

        foreach (string apiName in names._names.Keys.ToArray())
        {
            if (claims.IsContested(names._names[apiName]))
                names._names.Remove(apiName);
        }

        problems.AddCollisions(claims);
        return names;
    }

    public static MemberNames Assign(
        string owner, IEnumerable<AttributeDescription> attributes, NameClaims types, NamingProblems problems) =>
        Assign(owner, attributes.Select(attribute => (attribute.Name, attribute.CodeName)), types, problems);

    /// <summary>The name of one member; null when it was left out.</summary>
    public string? Find(string apiName) => _names.TryGetValue(apiName, out string? name) ? name : null;

    /// <summary>The members that have a name, in the order given.</summary>
    public EquatableArray<PropertyModel> Of(IEnumerable<AttributeDescription> attributes) => attributes
        .Where(attribute => _names.ContainsKey(attribute.Name))
        .Select(attribute => new PropertyModel(_names[attribute.Name], attribute))
        .ToEquatableArray();

    private static string Unreserved(string name, NameClaims types) =>
        ReservedNames.IsMember(name) || types.Has(name) ? name + "Value" : name;
}
