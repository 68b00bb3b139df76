using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace Outreach.Bulk.Layers.Tests;

/// <summary>
/// Loads a part's source generators with what lies beside them. Each part has its own: two may bring the same generator in
/// different versions. The compiler they see is the tests'.
/// </summary>
internal sealed class GeneratorLoader() : AssemblyLoadContext("source generators"), IAnalyzerAssemblyLoader
{
    private readonly HashSet<string> _folders = [];

    public void AddDependencyLocation(string fullPath) => _folders.Add(Path.GetDirectoryName(fullPath)!);

    public Assembly LoadFromPath(string fullPath)
    {
        AddDependencyLocation(fullPath);
        return LoadFromAssemblyPath(fullPath);
    }

    protected override Assembly? Load(AssemblyName assemblyName) => _folders
        .Select(folder => Path.Combine(folder, assemblyName.Name + ".dll"))
        .Where(File.Exists)
        .Select(LoadFromAssemblyPath)
        .FirstOrDefault();
}
