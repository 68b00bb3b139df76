using System.Text.Json;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Catalog;

/// <summary>What an organisation added to Outreach, from the files that <c>outreach-bulk types</c> saves and the generator takes.</summary>
internal static class OrgFiles
{
    public const string TypesName = "outreach.types.json";
    public const string SchemaName = "outreach.schema.json";

    /// <summary>The catalogue with what the files say.</summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="path">A file, or a folder that has them by their names.</param>
    /// <exception cref="CliException">They cannot be read.</exception>
    public static ActionCatalog Extend(ActionCatalog catalog, string path)
    {
        string[] files = Directory.Exists(path)
            ? [.. new[] { TypesName, SchemaName }.Select(name => Path.Combine(path, name)).Where(File.Exists)]
            : [path];
        if (files.Length == 0)
        {
            throw CliException.Usage($"--types {path}: the folder has neither {TypesName} nor {SchemaName}. outreach-bulk types --output "
                + $"{path} saves them.");
        }

        foreach (string file in files)
        {
            JsonElement root = Read(file);
            catalog = SavedTypes.Is(root) ? catalog.With(SavedTypes.Read(root))
                : SavedSchema.Is(root) ? catalog with { CustomObjects = new SavedSchema(root).Objects() }
                : throw CliException.Usage($"--types {file} is neither a saved answer of GET /types nor of GET /schema. outreach-bulk "
                    + $"types saves them.");
        }

        return catalog;
    }

    private static JsonElement Read(string path)
    {
        try
        {
            return JsonElement.Parse(File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw CliException.Usage($"--types {path} cannot be read: {exception.Message}");
        }
    }
}
