using System.Data.Common;
using System.Reflection;
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
    /// <param name="database">The database, for messages.</param>
    /// <exception cref="JobStoreException">The store is of a newer version, or a script failed.</exception>
    public static void Run(UpgradeEngineBuilder builder, string prefix, Assembly assembly, SqlDatabase database)
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
                $"The job store {database.Name} was written by a newer version of this library: it has {string.Join(", ", unknown)}, "
                    + "which this version does not know. Update the library, or name another store.");
        }

        if (!engine.IsUpgradeRequired() || engine.PerformUpgrade() is not { Successful: false, Error: { } error } result)
            return;
        DbException? ofDatabase = error as DbException;
        string reason = (ofDatabase is null ? null : database.Explain(ofDatabase)) ?? error.Message;
        throw new JobStoreException($"The job store {database.Name} cannot be upgraded: {result.ErrorScript?.Name}: {reason}", error)
        {
            MayPass = ofDatabase is not null && database.MayPass(ofDatabase),
        };
    }

    private static string Read(Assembly assembly, string name)
    {
        using StreamReader reader = new(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
