using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using NJsonSchema.CodeGeneration.CSharp;
using NSwag;
using NSwag.CodeGeneration.CSharp;

namespace Outreach.Bulk.Benchmarks.Posting;

/// <summary>
/// The client that NSwag generates from our description, at its default settings over System.Text.Json. It is generated and
/// compiled when the comparison is prepared; after that a delegate calls it, without reflection.
/// </summary>
internal sealed class NSwagPoster : IPoster
{
    // NSwag writes an object inside a deepObject parameter as the name of its type, so the filter goes the one way there is:
    // as additional parameters under their names on the wire. A list becomes a comma-separated value, and skipConfirmation
    // is always sent.
    private const string Call = """
        #nullable disable
        namespace Peer
        {
            public static class Call
            {
                public static System.Func<System.Threading.Tasks.Task<long>> Over(
                    System.Net.Http.HttpClient http, long[] ids, long ownerId, string custom1, int numberOfEmployees)
                {
                    var client = new Client(http);
                    return async () =>
                    {
                        var actionParams = new ActionParams
                        {
                            AdditionalProperties = new System.Collections.Generic.Dictionary<string, object>
                            {
                                ["actionParams[filter][id]"] = ids,
                                ["actionParams[filter][owner][id]"] = ownerId,
                            },
                        };
                        var response = await client.AccountsBulkModifyAsync(actionParams, new()
                        {
                            Data = new()
                            {
                                Attributes = new()
                                {
                                    AdditionalProperties = new System.Collections.Generic.Dictionary<string, object>
                                    {
                                        ["custom1"] = custom1,
                                        ["numberOfEmployees"] = numberOfEmployees,
                                        ["industry"] = null,
                                    },
                                },
                            },
                        }).ConfigureAwait(false);
                        return response.Data.Id;
                    };
                }
            }
        }
        """;

    private readonly HttpClient _http;
    private readonly Func<Task<long>> _post;

    private NSwagPoster(HttpClient http, Func<Task<long>> post)
    {
        _http = http;
        _post = post;
    }

    /// <summary>Generates and compiles the client.</summary>
    /// <returns>Makes a client for a base address.</returns>
    public static async Task<Func<Uri, NSwagPoster>> CompileAsync()
    {
        MethodInfo over = Compile(await GenerateAsync(), Call).GetType("Peer.Call")!.GetMethod("Over")!;
        Func<HttpClient, long[], long, string, int, Func<Task<long>>> create =
            over.CreateDelegate<Func<HttpClient, long[], long, string, int, Func<Task<long>>>>();
        return baseAddress =>
        {
            HttpClient http = new() { BaseAddress = baseAddress };
            http.DefaultRequestHeaders.Authorization = new("Bearer", Edit.Token);
            return new(http, create(http, Edit.Ids, Edit.OwnerId, Edit.Custom1, Edit.NumberOfEmployees));
        };
    }

    public Task<long> PostAsync() => _post();

    public void Dispose() => _http.Dispose();

    private static async Task<string> GenerateAsync()
    {
        OpenApiDocument document = await OpenApiYamlDocument.FromYamlAsync(EmbeddedDescription.Read());
        CSharpClientGeneratorSettings settings = new()
        {
            UseBaseUrl = false,
            CSharpGeneratorSettings = { Namespace = "Peer", JsonLibrary = CSharpJsonLibrary.SystemTextJson },
        };
        return new CSharpClientGenerator(document, settings).GenerateFile();
    }

    private static Assembly Compile(params string[] sources)
    {
        string platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        CSharpCompilation compilation = CSharpCompilation.Create(
            "NSwagPeer",
            sources.Select(source => CSharpSyntaxTree.ParseText(source)),
            platform.Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        using MemoryStream image = new();
        EmitResult result = compilation.Emit(image);
        return result.Success
            ? Assembly.Load(image.ToArray())
            : throw new InvalidOperationException(
                string.Join('\n', result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
    }
}
