using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Clients;
using Outreach.Bulk.Generator.Emission.Text;

namespace Outreach.Bulk.Generator.Emission;

/// <summary>One file to emit: what is in it, where it lands, and what it was made of.</summary>
/// <param name="Scope">The namespace it lands in.</param>
/// <param name="Origin">What it was made of.</param>
/// <param name="Name">Its name without folder and extension; unique in the namespace.</param>
/// <param name="Content">What is in it.</param>
internal sealed record FileUnit<T>(EmissionScope Scope, FileOrigin Origin, string Name, T Content)
    where T : class, IEquatable<T>
{
    /// <summary>The file's name for Roslyn: a folder per namespace, so that no two files of a project share one.</summary>
    public string HintName => Scope.Folder.Length == 0 ? $"{Name}.g.cs" : $"{Scope.Folder}/{Name}.g.cs";

    public void AddTo(SourceProductionContext context, Action<SourceWriter, FileUnit<T>> emit)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        context.AddSource(HintName.Replace("@", ""), SourceText.From(Write(emit), Encoding.UTF8));
    }

    public string Write(Action<SourceWriter, FileUnit<T>> emit)
    {
        SourceWriter writer = new();
        FileHeader.Write(writer, Origin, Scope);
        emit(writer, this);
        return writer.ToString();
    }
}
