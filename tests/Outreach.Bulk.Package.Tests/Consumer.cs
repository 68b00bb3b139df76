using System.Reflection;

namespace Outreach.Bulk.Package.Tests;

/// <summary>
/// A user's project with its files. All of them, found in static fields of the tests, are built in one call: starting
/// <c>dotnet</c>, restoring and loading MSBuild for each one took most of the time.
/// </summary>
/// <param name="name">The name of its folder, which no other has.</param>
/// <param name="files">Its files, by their paths in the folder.</param>
internal sealed class Consumer(string name, Dictionary<string, string> files)
{
    public static IReadOnlyList<Consumer> All { get; } =
    [
        .. typeof(Consumer).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType == typeof(Consumer) || field.FieldType == typeof(Consumer[]))
            .Select(field => field.GetValue(null))
            .SelectMany(value => value as Consumer[] ?? [(Consumer)value!])
            .DistinctBy(consumer => consumer.Name),
    ];

    public string Name => name;

    public Dictionary<string, string> Files => files;

    /// <summary>The project that is built, of several that the folder may hold.</summary>
    public string Project { get; init; } = files.Keys.First(file => file.EndsWith(".csproj", StringComparison.Ordinal));

    public string Target { get; init; } = "Build";

    /// <summary>This one with some files changed.</summary>
    public Consumer As(string newName, Dictionary<string, string> changes)
    {
        Dictionary<string, string> changed = new(files);
        foreach ((string path, string text) in changes)
            changed[path] = text;
        return new(newName, changed) { Project = Project, Target = Target };
    }

    /// <summary>The built program, from the folder on.</summary>
    public string Program => Path.Combine(
        Path.GetDirectoryName(Project)!, "bin/Debug/net10.0", Path.GetFileNameWithoutExtension(Project) + ".dll");
}
