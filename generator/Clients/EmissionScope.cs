using System.Collections.Immutable;
using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Identifiers;

namespace Outreach.Bulk.Generator.Clients;

/// <summary>
/// A namespace that generated types land in: that of one or more client classes, which share one emission with the
/// widest accessibility among them.
/// </summary>
/// <param name="Namespace">The namespace; empty for the global one.</param>
/// <param name="Folder">What sets the scope's files apart from another's.</param>
/// <param name="IsPublic">Whether any of the clients is public.</param>
/// <param name="Clients">The clients' names, in ordinal order.</param>
internal sealed record EmissionScope(string Namespace, string Folder, bool IsPublic, EquatableArray<string> Clients)
{
    /// <summary>The namespace as written before a type's name.</summary>
    public string Prefix => Namespace.Length == 0 ? "global::" : $"global::{Namespace}.";

    public string Accessibility => IsPublic ? "public" : "internal";

    public static EquatableArray<EmissionScope> Group(ImmutableArray<ClientClass> clients)
    {
        // Roslyn compares the names of generated files without case; C# tells namespaces apart by it.
        HashSet<string> folders = new(StringComparer.OrdinalIgnoreCase);
        return clients
            .GroupBy(client => client.Namespace, StringComparer.Ordinal)
            .OrderBy(scope => scope.Key, StringComparer.Ordinal)
            .Select(scope => new EmissionScope(
                scope.Key,
                folders.Add(scope.Key) ? scope.Key : $"{scope.Key}-{StableNumber.Of(scope.Key):x8}",
                scope.Any(client => client.IsPublic),
                scope.Select(client => client.Name).Distinct().OrderBy(name => name, StringComparer.Ordinal).ToEquatableArray()))
            .ToEquatableArray();
    }
}
