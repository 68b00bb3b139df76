using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using System.Text;

namespace Outreach.Bulk.Generator;

/// <summary>One file to emit: what is in it, where it lands, and what it was made of.</summary>
internal sealed record FileUnit<T>(EmissionScope Scope, FileOrigin Origin, T Content)
    where T : class, IFileModel, IEquatable<T>
{
    /// <summary>The file's name for Roslyn: a folder per namespace, so that no two files of a project share one.</summary>
    public string HintName => Scope.Folder.Length == 0 ? $"{Content.FileName}.g.cs" : $"{Scope.Folder}/{Content.FileName}.g.cs";

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
