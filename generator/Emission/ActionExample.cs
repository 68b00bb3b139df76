using Outreach.Bulk.Generator.Description;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.Emission;

/// <summary>Writes how an action is called, with made-up values of the right types.</summary>
internal static class ActionExample
{
    private const string SomeIds = "Id = [1, 2, 3]";

    public static IEnumerable<string> Of(ActionModel action)
    {
        string policy = action.Effect == ActionEffect.Destroy ? "Consent = Consent.ToDestroyExactly(3)" : "Confirm = Confirm.AtMost(3)";
        IEnumerable<string> parameters = action.Parameters.Where(parameter => parameter.Attribute.IsRequired).Select(Assignment);
        string actionParams = $"new() {{ {string.Join(", ", [$"Filter = new() {{ {SomeIds} }}", .. parameters, policy])} }}";
        yield return $"BatchOperation operation = await outreach.{action.Group.Name}.{action.MethodName}(";
        if (action.Attributes is { } attributes)
        {
            yield return $"    {actionParams},";
            yield return $"    {Attributes(attributes)});";
        }
        else
        {
            yield return $"    {actionParams});";
        }

        yield return "BatchResult result = await operation.WaitForCompletionAsync();";
    }

    private static string Attributes(AttributesModel attributes) => attributes.Kind switch
    {
        AttributesKind.Declared =>
            $"new() {{ {string.Join(", ", attributes.Properties.Where(property => property.Attribute.IsRequired).Select(Assignment))} }}",
        AttributesKind.Fields when attributes.Properties.Count > 0 => $"new() {{ {Assignment(attributes.Properties[0])} }}",
        _ => "new() { [\"name\"] = \"text\" }",
    };

    private static string Assignment(PropertyModel property)
    {
        string value = Value(property.Attribute.Type);
        return $"{property.Name} = {(property.Attribute.IsList ? $"[{value}]" : value)}";
    }

    private static string Value(WireType type) => type switch
    {
        WireType.Integer => "123",
        WireType.Number => "0.5",
        WireType.Boolean => "true",
        WireType.Instant => "DateTimeOffset.UtcNow",
        WireType.Date => "new(2026, 1, 5)",
        WireType.Object => "new()",
        _ => "\"text\"",
    };
}
