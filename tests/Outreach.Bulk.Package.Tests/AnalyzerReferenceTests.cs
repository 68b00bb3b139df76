using System.IO.Compression;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Outreach.Bulk.Package.Tests;

/// <summary>
/// A compiler host loads an analyzer's references at the versions it has itself. One that asks for a newer version than
/// the host's fails there and nowhere else, so the references are checked and not a build.
/// </summary>
[Collection(Packed.Name)]
public class AnalyzerReferenceTests(PackageFixture packed)
{
    // What every host of Roslyn 5.0 supplies, at the versions Roslyn 5.0 itself is built against.
    private static readonly Dictionary<string, Version> s_supplied = new()
    {
        ["netstandard"] = new(2, 0, 0, 0),
        ["Microsoft.CodeAnalysis"] = new(5, 0, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp"] = new(5, 0, 0, 0),
        ["System.Collections.Immutable"] = new(9, 0, 0, 0),
        ["System.Memory"] = new(4, 0, 2, 0),
        ["System.Runtime.CompilerServices.Unsafe"] = new(6, 0, 1, 0),
    };

    // What an editor has beside them, and the compiler of the command line lacks.
    private static readonly Dictionary<string, Version> s_suppliedByEditors = new(s_supplied)
    {
        ["Microsoft.CodeAnalysis.Workspaces"] = new(5, 0, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp.Workspaces"] = new(5, 0, 0, 0),
        ["System.Composition.AttributedModel"] = new(9, 0, 0, 0),
    };

    [Fact]
    public void Every_analyzer_assembly_refers_only_to_what_the_compiler_has_or_what_lies_beside_it() =>
        Assert.Empty(Faults(WithoutFixes(), s_supplied));

    [Fact]
    public void Only_the_code_fixes_refer_to_what_the_compiler_of_the_command_line_lacks()
    {
        Assert.Empty(Faults(Read(), s_suppliedByEditors));
        List<string> lacking = Faults(Read(), s_supplied);
        Assert.Contains(
            lacking,
            fault => fault.StartsWith("Outreach.Bulk.CodeFixes refers to Microsoft.CodeAnalysis.Workspaces ", StringComparison.Ordinal));
        Assert.All(lacking, fault => Assert.StartsWith("Outreach.Bulk.CodeFixes refers to ", fault, StringComparison.Ordinal));
        Assert.DoesNotContain(
            Read().Where(assembly => assembly.Key != "Outreach.Bulk.CodeFixes").SelectMany(assembly => assembly.Value.References),
            reference => reference.Name == "Outreach.Bulk.CodeFixes");
    }

    [Fact]
    public void A_reference_that_a_host_does_not_have_is_found()
    {
        Dictionary<string, (Version Own, AssemblyName[] References)> withoutYaml = WithoutFixes();
        withoutYaml.Remove("SharpYaml");
        Dictionary<string, Version> older = new(s_supplied) { ["System.Collections.Immutable"] = new(1, 0, 0, 0) };

        Assert.Contains(
            Faults(withoutYaml, s_supplied),
            fault => fault.StartsWith("Microsoft.OpenApi.Readers refers to SharpYaml ", StringComparison.Ordinal));
        Assert.Contains(
            Faults(Read(), older),
            fault => fault.StartsWith("Outreach.Bulk.Generator refers to System.Collections.Immutable ", StringComparison.Ordinal));
    }

    private static List<string> Faults(
        Dictionary<string, (Version Own, AssemblyName[] References)> assemblies, Dictionary<string, Version> hosts)
    {
        List<string> faults = [];
        foreach ((string name, (_, AssemblyName[] references)) in assemblies)
        {
            foreach (AssemblyName reference in references)
            {
                bool isBeside = assemblies.TryGetValue(reference.Name!, out (Version Own, AssemblyName[] References) beside)
                    && beside.Own >= reference.Version;
                bool isSupplied = hosts.TryGetValue(reference.Name!, out Version? supplied) && supplied >= reference.Version;
                if (!isBeside && !isSupplied)
                    faults.Add($"{name} refers to {reference.Name} {reference.Version}");
            }
        }

        return faults;
    }

    [Fact]
    public void There_is_something_to_check()
    {
        Dictionary<string, (Version Own, AssemblyName[] References)> assemblies = Read();
        Assert.Equal(6, assemblies.Count);
        Assert.Contains(assemblies["Outreach.Bulk.Generator"].References, reference => reference.Name == "Microsoft.CodeAnalysis");
        Assert.Contains(assemblies["Outreach.Bulk.Generator"].References, reference => reference.Name == "Microsoft.OpenApi.Readers");
    }

    private Dictionary<string, (Version Own, AssemblyName[] References)> WithoutFixes()
    {
        Dictionary<string, (Version Own, AssemblyName[] References)> assemblies = Read();
        Assert.True(assemblies.Remove("Outreach.Bulk.CodeFixes"));
        return assemblies;
    }

    private Dictionary<string, (Version Own, AssemblyName[] References)> Read()
    {
        using ZipArchive archive = packed.Open("Outreach.Bulk");
        Dictionary<string, (Version, AssemblyName[])> assemblies = [];
        foreach (ZipArchiveEntry entry in archive.Entries.Where(entry => entry.FullName.StartsWith("analyzers/", StringComparison.Ordinal)))
        {
            using MemoryStream bytes = new();
            using (Stream stream = entry.Open())
                stream.CopyTo(bytes);
            bytes.Position = 0;
            using PEReader file = new(bytes);
            MetadataReader metadata = file.GetMetadataReader();
            AssemblyName own = metadata.GetAssemblyDefinition().GetAssemblyName();
            assemblies.Add(
                own.Name!,
                (own.Version!, [.. metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName())]));
        }

        return assemblies;
    }
}
