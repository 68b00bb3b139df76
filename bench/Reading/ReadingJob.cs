using System.Text;
using Microsoft.CodeAnalysis.Text;
using NSwag;
using NSwag.CodeGeneration.CSharp;
using Outreach.Bulk.Generator;

namespace Outreach.Bulk.Benchmarks.Reading;

/// <summary>The job: a description in, C# text out; nothing of it is compiled.</summary>
internal static class ReadingJob
{
    public const string Ours = "ours";
    public const string Peer = "NSwag";

    public static async Task<int> DoAsync(string contender, string description) =>
        contender == Ours ? Emit(description) : await NSwagAsync(description);

    /// <summary>Reads and emits what the generator does, file by file.</summary>
    /// <returns>The length of what was written.</returns>
    public static int Emit(string description)
    {
        DescriptionSources sources = new(
            DescriptionFile.Packed("openapi.yml", SourceText.From(description, Encoding.UTF8), isOverlay: false),
            [DescriptionFile.Packed("overlay.yml", SourceText.From(EmbeddedDescription.ReadOverlay(), Encoding.UTF8), isOverlay: true)]);
        DescriptionReading reading = DescriptionReading.Of(sources, CancellationToken.None);
        ApiDescription api = reading.Description ?? throw new InvalidOperationException(reading.Fatal?.ToString());
        ApiModel model = ApiModelBuilder.Build(api, CancellationToken.None).Model;
        EmissionScope scope = new("Acme.Sales", "Acme.Sales", IsPublic: true, ["OutreachClient"]);
        return Write(ActionsModel.Of(model.Actions), ActionEmitter.Emit)
            + Write(model.Imports, ImportEmitter.Emit)
            + Write(model.Filters, FilterEmitter.Emit)
            + Write(model.Fields, FieldsEmitter.Emit)
            + Write(model.Groups, GroupEmitter.Emit)
            + Write(ClientModel.Of(model, scope), ClientEmitter.Emit);

        int Write<T>(IEnumerable<T> contents, Action<SourceWriter, FileUnit<T>> emit)
            where T : class, IFileModel, IEquatable<T> =>
            contents.Sum(content => new FileUnit<T>(scope, FileOrigin.Of(model.Stamp), content).Write(emit).Length);
    }

    private static async Task<int> NSwagAsync(string description)
    {
        OpenApiDocument document = description.TrimStart().StartsWith('{')
            ? await OpenApiDocument.FromJsonAsync(description)
            : await OpenApiYamlDocument.FromYamlAsync(description);
        return new CSharpClientGenerator(document, new() { ClassName = "Peer" }).GenerateFile().Length;
    }
}
