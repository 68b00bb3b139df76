using System.Text;
using Microsoft.CodeAnalysis.Text;
using NSwag;
using NSwag.CodeGeneration.CSharp;
using Outreach.Bulk.Generator.Clients;
using Outreach.Bulk.Generator.Documents;
using Outreach.Bulk.Generator.Emission;
using Outreach.Bulk.Generator.Emission.Text;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Benchmarks.Reading;

/// <summary>The job: a description in, C# text out; nothing of it is compiled.</summary>
internal static class ReadingJob
{
    public const string Ours = "ours";
    public const string Peer = "NSwag";

    // The generator remembers the last text, so each is another one than the last.
    private static bool s_isOdd;

    public static async Task<int> DoAsync(string contender, string description) =>
        contender == Ours ? Emit(description) : await NSwagAsync(description);

    /// <summary>Reads and emits what the generator does, file by file.</summary>
    /// <returns>The length of what was written.</returns>
    public static int Emit(string description)
    {
        s_isOdd = !s_isOdd;
        SourceText text = SourceText.From(s_isOdd ? description + '\n' : description, Encoding.UTF8);
        DescriptionSources sources = new(
            DescriptionFile.Packed("openapi.yml", text, isOverlay: false),
            [DescriptionFile.Packed("overlay.yml", SourceText.From(EmbeddedDescription.ReadOverlay(), Encoding.UTF8), isOverlay: true)]);
        DescriptionDocument document = DescriptionDocument.Of(sources, CancellationToken.None);
        ApiModel model = (document.Named ?? throw new InvalidOperationException(document.Fatal?.ToString())).Model;
        EmissionInput input = new(new(model, []), [new("Acme.Sales", "Acme.Sales", IsPublic: true, ["OutreachClient"])]);
        ClientNames[] clients = [new(new("Acme.Sales", "OutreachClient", IsPublic: true), [])];
        return Write(EmittedFiles.Actions(input), ActionEmitter.Emit)
            + Write(EmittedFiles.Imports(input), ImportEmitter.Emit)
            + Write(EmittedFiles.Filters(input), FilterEmitter.Emit)
            + Write(EmittedFiles.Fields(input), FieldsEmitter.Emit)
            + Write(EmittedFiles.Groups(input), GroupEmitter.Emit)
            + Write(EmittedFiles.Clients(input, clients), ClientEmitter.Emit);
    }

    private static int Write<T>(IEnumerable<FileUnit<T>> units, Action<SourceWriter, FileUnit<T>> emit)
        where T : class, IEquatable<T> =>
        units.Sum(unit => unit.Write(emit).Length);

    private static async Task<int> NSwagAsync(string description)
    {
        OpenApiDocument document = description.TrimStart().StartsWith('{')
            ? await OpenApiDocument.FromJsonAsync(description)
            : await OpenApiYamlDocument.FromYamlAsync(description);
        return new CSharpClientGenerator(document, new() { ClassName = "Peer" }).GenerateFile().Length;
    }
}
