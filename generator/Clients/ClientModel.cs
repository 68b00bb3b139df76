using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.Clients;

/// <summary>A client class to fill.</summary>
/// <param name="Name">The class, as C# writes it.</param>
/// <param name="Groups">Its groups.</param>
internal sealed record ClientModel(string Name, EquatableArray<GroupModel> Groups)
{
    /// <summary>The groups without that of the imports, which every client has.</summary>
    public IEnumerable<GroupModel> ModelGroups => Groups.Where(group => !group.IsImports);

    /// <summary>Whether something is generated for the imports; otherwise they are the runtime's alone.</summary>
    public bool HasImportsGroup => Groups.Any(group => group.IsImports);

    /// <summary>The clients of a scope, without those whose name is taken.</summary>
    public static IEnumerable<ClientModel> Of(ApiModel api, EmissionScope scope)
    {
        HashSet<string> taken = TypeNames.GeneratedFor(api);
        return scope.Clients.Where(name => !taken.Contains(name)).Select(name => new ClientModel(name, api.Groups));
    }

    /// <summary>The clients that cannot be filled, because something that is generated has their name.</summary>
    public static IEnumerable<DiagnosticInfo> Problems(ApiModel api, EmissionScope scope)
    {
        HashSet<string> taken = TypeNames.GeneratedFor(api);
        return scope.Clients.Where(taken.Contains).Select(name => DiagnosticInfo.Create(
            ClientRules.NameTaken, place: null, scope.Namespace.Length == 0 ? name : $"{scope.Namespace}.{name}", name));
    }
}
