using Outreach.Bulk.Generator.Clients;
using Outreach.Bulk.Generator.Emission.Text;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.Emission;

/// <summary>Fills a client class: constructors, and a property per group.</summary>
internal static class ClientEmitter
{
    private const string Connection = CSharpType.Runtime + ClientModel.ConnectionType;

    public static void Emit(SourceWriter writer, FileUnit<ClientModel> unit)
    {
        ClientModel client = unit.Content;
        string type = unit.Scope.Prefix + client.Name;
        string contract = $"{CSharpType.Runtime}IOutreachBulkClient<{type}>";
        writer
            .Remarks(
                "Keep one for the life of the program; it is safe for use by many threads at once. It is not disposable: where one is "
                    + "needed for a shorter time, make it over an "
                    + $"<see cref=\"{Connection}\"/> and dispose that.")
            .Open($"partial class {client.Name} : {contract}");
        EmitConstructors(writer, client);
        (string Name, string Type, string Summary)[] groups = [.. Groups(client, unit.Scope.Prefix)];
        foreach ((string name, string groupType, string summary) in groups)
            EmitProperty(writer, name, groupType, summary, "get; init;");
        if (client.Generates(ClientModel.Connection))
        {
            EmitProperty(
                writer,
                ClientModel.Connection,
                Connection,
                "The connection to one base address and account: its request budget, and what its journal has open.",
                "get;");
        }

        // For injection, so that a container needs no reflection.
        string pair = $"<global::System.Type, global::System.Func<{type}, object>>";
        writer
            .Line(FileHeader.GeneratedCode)
            .Line($"static global::System.Collections.Generic.IReadOnlyDictionary{pair} {contract}.Groups =>")
            .Open($"    new global::System.Collections.Generic.Dictionary{pair}()");
        foreach ((string name, string groupType, _) in groups)
            writer.Line($"[typeof({groupType})] = static client => client.{name},");
        writer
            .Close("};")
            .Line()
            .Line(FileHeader.GeneratedCode)
            .Line($"static {type} {contract}.Create(")
            .Line($"    {Connection} connection) => new(connection);")
            .Close();
    }

    // A test puts doubles of them in.
    private static IEnumerable<(string Name, string Type, string Summary)> Groups(ClientModel client, string prefix)
    {
        foreach (GroupModel group in client.ModelGroups)
            yield return (group.Name, prefix + group.TypeName, $"The bulk actions on {group.Records}.");
        if (client.Generates(ClientModel.Batches))
        {
            yield return (
                ClientModel.Batches,
                $"{CSharpType.Runtime}BatchCollection",
                "The batches that bulk actions started, this client's and any other's.");
        }

        if (client.Generates(GroupModel.Imports.Name))
        {
            yield return (
                GroupModel.Imports.Name,
                client.HasImportsGroup ? prefix + GroupModel.Imports.TypeName : $"{CSharpType.Runtime}ImportCollection",
                "The imports that were started, this client's and any other's.");
        }
    }

    private static void EmitConstructors(SourceWriter writer, ClientModel client)
    {
        string name = client.Name;
        if (client.Generates(ClientModel.Constructor(ClientModel.OptionsType)))
        {
            writer
                .Summary("Makes a client with a connection of its own.")
                .Param("options", "How to reach Outreach. They are copied; later changes have no effect.")
                .Line(FileHeader.GeneratedCode)
                .Line($"public {name}({CSharpType.Runtime}{ClientModel.OptionsType} options)")
                .Open($"    : this({Connection}.Create(options))")
                .Close()
                .Line();
        }

        if (!client.Generates(ClientModel.Constructor(ClientModel.ConnectionType)))
            return;
        writer
            .Summary("Makes a client over a connection.")
            .Param("connection", "The connection to one base address and account. It outlives the client.")
            .Line(FileHeader.GeneratedCode)
            .Open($"public {name}({Connection} connection)");
        if (client.Generates(ClientModel.Connection))
            writer.Line($"{ClientModel.Connection} = connection;");
        IEnumerable<string> made = client.ModelGroups.Select(group => group.Name)
            .Concat(new[] { ClientModel.Batches, GroupModel.Imports.Name }.Where(client.Generates));
        foreach (string property in made)
            writer.Line($"{property} = new(connection);");
        writer.Close().Line();
    }

    private static void EmitProperty(SourceWriter writer, string name, string type, string summary, string accessors) => writer
        .Summary(summary)
        .Line(FileHeader.GeneratedCode)
        .Line($"public {type} {name} {{ {accessors} }}")
        .Line();
}
