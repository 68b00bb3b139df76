using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.Clients;

/// <summary>A client class to fill.</summary>
/// <param name="Name">The class, as C# writes it.</param>
/// <param name="Groups">Its groups.</param>
/// <param name="Taken">What its user declares under a name of something generated, which is left out.</param>
internal sealed record ClientModel(string Name, EquatableArray<GroupModel> Groups, EquatableArray<string> Taken)
{
    public const string Batches = "Batches";
    public const string Connection = "Connection";
    public const string OptionsType = "OutreachBulkOptions";
    public const string ConnectionType = "OutreachBulkConnection";

    /// <summary>The groups without that of the imports, which every client has.</summary>
    public IEnumerable<GroupModel> ModelGroups => Groups.Where(group => !group.IsImports && Generates(group.Name));

    /// <summary>Whether something is generated for the imports; otherwise they are the runtime's alone.</summary>
    public bool HasImportsGroup => Groups.Any(group => group.IsImports);

    /// <summary>Whether something of the client is generated, and not left out for what its user declares.</summary>
    public bool Generates(string member) => !Taken.Contains(member);

    /// <summary>How a constructor is called here and in messages.</summary>
    public static string Constructor(string parameterType) => $"({parameterType})";

    /// <summary>The client of a class; null when something that is generated has its name.</summary>
    public static ClientModel? TryCreate(ApiModel api, ClientNames client)
    {
        // A member cannot have the name of its class.
        if (client.Class.Name == Connection || TypeNames.GeneratedFor(api).Contains(client.Class.Name))
            return null;
        HashSet<string> generated = new(api.Groups.Select(group => group.Name), StringComparer.Ordinal)
        {
            Batches, GroupModel.Imports.Name, Connection, Constructor(OptionsType), Constructor(ConnectionType),
        };
        return new(client.Class.Name, api.Groups, client.Members.Where(generated.Contains).Distinct().ToEquatableArray());
    }
}
