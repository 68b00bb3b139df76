using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Outreach.Bulk.Cli.Probing;

/// <summary>What probes found: names, words and shapes, never values of records.</summary>
internal sealed class ProbeFindings
{
    /// <summary>The version of the form.</summary>
    public const int Format = 1;

    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = null,
    };

    private readonly JsonObject _findings = [];
    private readonly JsonObject _protocol = [];

    public IEnumerable<string> Names => _findings.Select(each => each.Key);

    /// <summary>Notes what was found.</summary>
    public void Add(string name, JsonNode? value) => _findings[name] = value;

    /// <summary>Notes what was found, and that it is a choice of <see cref="ProtocolOptions"/>.</summary>
    public void Choose(string option, JsonNode value) => _protocol[option] = value;

    public JsonNode? this[string name] => _findings[name];

    /// <summary>The choices, as <see cref="ProtocolOptions.Load"/> reads them.</summary>
    public string ToJson(DateTimeOffset at, string version) => new JsonObject
    {
        ["probe"] = Format,
        ["tool"] = version,
        ["at"] = at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        ["findings"] = _findings.DeepClone(),
        ["protocol"] = _protocol.DeepClone(),
    }.ToJsonString(s_json).ReplaceLineEndings("\n") + "\n";
}
