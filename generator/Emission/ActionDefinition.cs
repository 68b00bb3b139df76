namespace Outreach.Bulk.Generator;

/// <summary>The expression that defines an action of the API.</summary>
internal static class ActionDefinition
{
    public static string Of(string name, string path, ActionEffect effect) =>
        $"new({Escape.ForLiteral(name)}, {Escape.ForLiteral(path)}, {CSharpType.Runtime}ActionEffect.{effect})";
}
