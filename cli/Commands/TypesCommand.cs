using System.CommandLine;
using System.Text.Json;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Catalog;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Commands;

/// <summary>Saves what an organisation added to Outreach, as the files that the generator and this tool take.</summary>
internal static class TypesCommand
{
    public static Command Create(CommandRunner runner)
    {
        Option<string> output = new("--output", "-o")
        {
            Description = $"The folder to write {OrgFiles.TypesName} and {OrgFiles.SchemaName} into. It is made.",
            HelpName = "folder",
            DefaultValueFactory = _ => ".",
        };
        Command command = new("types", "Save the organisation's custom fields and custom objects, with their labels. Names, no records.")
        {
            output,
        };
        runner.Set(command, async (session, given, cancellationToken) =>
        {
            string folder = given.GetValue(output)!;
            Directory.CreateDirectory(folder);
            JsonElement types = await SaveAsync(session, "types", Path.Combine(folder, OrgFiles.TypesName), cancellationToken)
                .ConfigureAwait(false);
            string labels = SavedTypes.Is(types)
                ? string.Join(", ", SavedTypes.Read(types).Select(resource => $"{resource.Count()} of {resource.Key}"))
                : "";
            JsonElement schema = await SaveAsync(session, "schema.json", Path.Combine(folder, OrgFiles.SchemaName), cancellationToken)
                .ConfigureAwait(false);
            string objects = string.Join(", ", new SavedSchema(schema).Objects().Select(custom => custom.Name));
            session.Report.Result(
                ExitCode.Done,
                $"Labelled fields: {(labels.Length > 0 ? labels : "none")}. Custom objects: "
                    + $"{(objects.Length > 0 ? objects : "none found")}. "
                    + $"Use them: --types {folder}, or OUTREACH_TYPES={folder}.");
            return ExitCode.Done;
        });
        return command;
    }

    // Byte for byte as it was answered: what is read of it may change, and the generator reads it too.
    private static async Task<JsonElement> SaveAsync(CliSession session, string target, string path, CancellationToken cancellationToken)
    {
        byte[] answer = await session.Connection.ReadAsync(target, cancellationToken).ConfigureAwait(false);
        JsonElement root;
        try
        {
            root = JsonElement.Parse(answer);
        }
        catch (JsonException)
        {
            throw new CliException(ExitCode.Error, $"GET {target} was answered with something that is no JSON. Nothing was written to "
                + $"{path}.");
        }

        byte[] before = File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false) : [];
        bool isSame = before.AsSpan().SequenceEqual(answer);
        string half = $"{path}.{Guid.NewGuid():N}";
        await File.WriteAllBytesAsync(half, answer, cancellationToken).ConfigureAwait(false);
        File.Move(half, path, overwrite: true);
        session.Report.Data(
            "file",
            writer =>
            {
                writer.WriteString("path", path);
                writer.WriteBoolean("changed", !isSame);
            },
            $"{path}{(isSame ? ", as it was" : "")}");
        return root;
    }
}
