using System.Collections.Immutable;

namespace Outreach.Bulk.Layers.Tests;

/// <summary>One of the parts whose rooms look only downwards.</summary>
/// <param name="Name">The folder it is in.</param>
/// <param name="Namespace">The namespace of its root.</param>
/// <param name="PublicInRoot">Whether public types stay in the root's namespace, so that users write one <c>using</c>.</param>
/// <param name="Elsewhere">Types that must be where they are: others look them up by their full names.</param>
internal sealed record Part(string Name, string Namespace, bool PublicInRoot, ImmutableArray<string> Elsewhere)
{
    private static readonly Dictionary<string, Part> s_all = new Part[]
    {
        new("runtime", "Outreach.Bulk", true, ["Microsoft.Extensions.DependencyInjection.OutreachBulkServiceCollectionExtensions"]),
        new("generator", "Outreach.Bulk.Generator", false,
        [
            "Microsoft.CodeAnalysis.EmbeddedAttribute",
            "System.Diagnostics.CodeAnalysis.NotNullWhenAttribute",
            "System.Index",
            "System.Range",
            "System.Runtime.CompilerServices.CollectionBuilderAttribute",
            "System.Runtime.CompilerServices.IsExternalInit",
            "System.Runtime.CompilerServices.ParamCollectionAttribute",
        ]),
        new("jobs", "Outreach.Bulk.Jobs", true, []),
        new("jobs-hangfire", "Outreach.Bulk.Jobs.Hangfire", true,
            ["Microsoft.Extensions.DependencyInjection.OutreachJobsHangfireServiceCollectionExtensions"]),
        new("cli", "Outreach.Bulk.Cli", false, []),
        new("emulator", "Outreach.Bulk.Emulator", true, []),
    }.ToDictionary(part => part.Name);

    /// <summary>The names of the parts, for theories.</summary>
    public static TheoryData<string> Names => [.. s_all.Keys];

    public string Folder => Path.Combine(Repository.Folder, Name);

    public static Part Of(string name) => s_all[name];

    public string NamespaceOf(string room) => room == Room.Root ? Namespace : $"{Namespace}.{room.Replace('/', '.')}";
}
