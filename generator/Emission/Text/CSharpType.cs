using Outreach.Bulk.Generator.Description;

namespace Outreach.Bulk.Generator.Emission.Text;

/// <summary>The types that emitted code names, all from the global namespace: a user may have a type of any name.</summary>
internal static class CSharpType
{
    public const string Runtime = "global::Outreach.Bulk.";
    public const string GeneratedCalls = Runtime + "GeneratedCalls";
    public const string GeneratedCode = "global::System.CodeDom.Compiler.GeneratedCode";
    public const string DisallowNull = "global::System.Diagnostics.CodeAnalysis.DisallowNull";
    public const string ReadOnly = "global::System.ComponentModel.ReadOnly";
    public const string CancellationToken = "global::System.Threading.CancellationToken";
    public const string Task = "global::System.Threading.Tasks.Task";
    public const string Hidden =
        "[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]";
    public const string ArgumentOutOfRangeException = "global::System.ArgumentOutOfRangeException";

    /// <summary>The expression that defines an action of the API.</summary>
    public static string NewAction(string name, string path) => $"new({Escape.ForLiteral(name)}, {Escape.ForLiteral(path)})";

    /// <summary>The type of one value.</summary>
    public static string Of(WireType type) => type switch
    {
        WireType.Text => "string",
        WireType.Integer => "long",
        WireType.Number => "double",
        WireType.Boolean => "bool",
        WireType.Instant => "global::System.DateTimeOffset",
        WireType.Date => "global::System.DateOnly",
        WireType.Decimal => "decimal",
        WireType.LocalTime => "global::System.DateTime",
        WireType.Object => "global::System.Text.Json.Nodes.JsonObject",
        _ => "global::System.Text.Json.Nodes.JsonNode",
    };

    /// <summary>The type of a value in a request line, where everything without a type of its own is text.</summary>
    public static string InQuery(WireType type) => Of(type is WireType.Any or WireType.Object ? WireType.Text : type);

    /// <summary>Whether a value of the type may be null without saying so, which a getter that promises one must deny.</summary>
    public static bool IsReference(WireType type) => type is WireType.Text or WireType.Object or WireType.Any;

    public static string ListOf(string item) => $"global::System.Collections.Generic.IReadOnlyList<{item}>";
}
