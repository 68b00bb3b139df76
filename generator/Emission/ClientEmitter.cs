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
        foreach (GroupModel group in client.ModelGroups)
            EmitGroup(writer, group.Name, unit.Scope.Prefix + group.TypeName, $"The bulk actions on {group.Records}.");
        EmitOwnProperties(writer, client, unit.Scope.Prefix);
        writer
            .Line(FileHeader.GeneratedCode)
            .Line($"static {type} {contract}.Create(")
            .Line($"    {Connection} connection) => new(connection);")
            .Close();
    }

    // What every client has.
    private static void EmitOwnProperties(SourceWriter writer, ClientModel client, string prefix)
    {
        if (client.Generates(ClientModel.Batches))
        {
            EmitGroup(
                writer,
                ClientModel.Batches,
                $"{CSharpType.Runtime}BatchCollection",
                "The batches that bulk actions started, this client's and any other's.");
        }

        if (client.Generates(GroupModel.Imports.Name))
        {
            EmitGroup(
                writer,
                GroupModel.Imports.Name,
                client.HasImportsGroup ? prefix + GroupModel.Imports.TypeName : $"{CSharpType.Runtime}ImportCollection",
                "The imports that were started, this client's and any other's.");
        }

        if (client.Generates(ClientModel.Connection))
        {
            EmitProperty(
                writer,
                ClientModel.Connection,
                Connection,
                "The connection to one base address and account: its request budget, and what its journal has open.",
                "get;");
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

    // A test puts a double in.
    private static void EmitGroup(SourceWriter writer, string name, string type, string summary) =>
        EmitProperty(writer, name, type, summary, "get; init;");

    private static void EmitProperty(SourceWriter writer, string name, string type, string summary, string accessors) => writer
        .Summary(summary)
        .Line(FileHeader.GeneratedCode)
        .Line($"public {type} {name} {{ {accessors} }}")
        .Line();
}
