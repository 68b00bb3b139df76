using System.IO.Compression;
using System.Xml.Linq;

namespace Outreach.Bulk.Package.Tests;

[Collection(Packed.Name)]
public class ContentTests(PackageFixture packed)
{
    [Fact]
    public void The_package_holds_runtime_generator_fixes_description_and_build_files_and_nothing_else()
    {
        Assert.Equal(
            [
                "Outreach.Bulk.nuspec",
                "README.md",
                "THIRD-PARTY-NOTICES.txt",
                "analyzers/dotnet/cs/Microsoft.OpenApi.Readers.dll",
                "analyzers/dotnet/cs/Microsoft.OpenApi.dll",
                "analyzers/dotnet/cs/Outreach.Bulk.CodeFixes.dll",
                "analyzers/dotnet/cs/Outreach.Bulk.Generator.dll",
                "analyzers/dotnet/cs/SharpYaml.dll",
                "analyzers/dotnet/cs/YamlDotNet.dll",
                "build/net10.0/Outreach.Bulk.Files.targets",
                "build/net10.0/Outreach.Bulk.props",
                "build/net10.0/Outreach.Bulk.targets",
                .. Directory.EnumerateFiles(PackageFixture.RepositoryFile("docs/rules"))
                    .Select(file => $"docs/rules/{Path.GetFileName(file)}")
                    .Order(StringComparer.Ordinal),
                "lib/net10.0/Outreach.Bulk.dll",
                "lib/net10.0/Outreach.Bulk.xml",
                "spec/outreach-bulk.yml",
                "spec/overlay.yml",
            ],
            Files("Outreach.Bulk"));
        Assert.Contains("lib/net10.0/Outreach.Bulk.pdb", Files("Outreach.Bulk", "snupkg"));
    }

    [Fact]
    public void The_emulators_package_is_a_library()
    {
        string[] files = Files("Outreach.Bulk.Emulator");
        Assert.Contains("lib/net10.0/Outreach.Bulk.Emulator.dll", files);
        Assert.Contains("lib/net10.0/Outreach.Bulk.Emulator.xml", files);
        Assert.Contains("README.md", files);
        Assert.DoesNotContain(files, file => file.EndsWith("runtimeconfig.json", StringComparison.Ordinal));
        Assert.Contains("lib/net10.0/Outreach.Bulk.Emulator.pdb", Files("Outreach.Bulk.Emulator", "snupkg"));
    }

    [Theory]
    [InlineData("Outreach.Bulk", "Microsoft.Extensions.Http")]
    [InlineData("Outreach.Bulk.Emulator", "Microsoft.Data.Sqlite")]
    public void The_metadata_says_what_it_is_and_what_it_needs(string package, string dependency)
    {
        XElement metadata = Metadata(package);
        string Value(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;
        Assert.Equal(package, Value("id"));
        Assert.Equal(packed.Version, Value("version"));
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("README.md", Value("readme"));
        Assert.InRange(Value("description").Length, 40, 400);
        Assert.Contains("outreach", Value("tags"));
        Assert.Equal(
            [dependency],
            metadata.Descendants()
                .Where(element => element.Name.LocalName == "dependency")
                .Select(element => element.Attribute("id")!.Value));
    }

    [Theory]
    [InlineData("spec/outreach-bulk.yml")]
    [InlineData("spec/overlay.yml")]
    public void The_packed_description_and_overlay_are_the_repositorys(string file)
    {
        using ZipArchive archive = packed.Open("Outreach.Bulk");
        using StreamReader reader = new(archive.GetEntry(file)!.Open());
        Assert.Equal(File.ReadAllText(PackageFixture.RepositoryFile(file)), reader.ReadToEnd());
    }

    [Fact]
    public async Task Packing_the_same_tree_again_gives_the_same_assemblies()
    {
        string again = packed.NewFolder("again");
        await packed.PackAsync("runtime/Outreach.Bulk.csproj", again, anew: true);
        using ZipArchive first = packed.Open("Outreach.Bulk");
        using ZipArchive second = ZipFile.OpenRead(Path.Combine(again, $"Outreach.Bulk.{packed.Version}.nupkg"));
        foreach (ZipArchiveEntry entry in first.Entries.Where(entry => entry.Name.EndsWith(".dll", StringComparison.Ordinal)))
            Assert.True(Bytes(entry).SequenceEqual(Bytes(second.GetEntry(entry.FullName)!)), entry.FullName);
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private string[] Files(string package, string extension = "nupkg")
    {
        using ZipArchive archive = packed.Open(package, extension);
        return
        [
            .. archive.Entries
                .Select(entry => entry.FullName)
                .Where(name =>
                    !name.StartsWith("_rels/", StringComparison.Ordinal)
                    && !name.StartsWith("package/", StringComparison.Ordinal)
                    && name != "[Content_Types].xml")
                .Order(StringComparer.Ordinal),
        ];
    }

    private XElement Metadata(string package)
    {
        using ZipArchive archive = packed.Open(package);
        using Stream stream = archive.GetEntry($"{package}.nuspec")!.Open();
        return XDocument.Load(stream).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }
}
