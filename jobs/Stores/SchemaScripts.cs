using DbUp.Builder;
using DbUp.Engine;
using DbUp.Support;

namespace Outreach.Bulk.Jobs.Stores;

/// <summary>The scripts that make the schema, each run once, in the order of their names.</summary>
internal static class SchemaScripts
{
    /// <summary>Runs those that the database has not seen.</summary>
    /// <param name="builder">The database.</param>
    /// <param name="prefix">What the names of its scripts begin with.</param>
    /// <param name="assembly">Where they are.</param>
    /// <param name="store">The store's name for messages.</param>
    /// <exception cref="JobStoreException">The store is of a newer version, or a script failed.</exception>
    public static void Run(UpgradeEngineBuilder builder, string prefix, System.Reflection.Assembly assembly, string store)
    {
        UpgradeEngine engine = builder
            .WithScripts(assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => new SqlScript(name, Read(assembly, name), new SqlScriptOptions { ScriptType = ScriptType.RunOnce })))
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogToNowhere()
            .Build();
        string[] unknown = [.. engine.GetExecutedButNotDiscoveredScripts()];
        if (unknown.Length > 0)
        {
            throw new JobStoreException(
                $"The job store {store} was written by a newer version of this library: it has {string.Join(", ", unknown)}, which this version "
                    + "does not know. Update the library, or name another store.");
        }

        if (engine.IsUpgradeRequired() && engine.PerformUpgrade() is { Successful: false, Error: { } error } result)
            throw new JobStoreException($"The job store {store} cannot be upgraded: {result.ErrorScript?.Name}: {error.Message}", error);
    }

    private static string Read(System.Reflection.Assembly assembly, string name)
    {
        using StreamReader reader = new(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
