using Outreach.Bulk.Calls;
using Outreach.Bulk.Cli.Catalog;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Calls;

/// <summary>Puts a call together.</summary>
internal static class CallBuilder
{
    /// <summary>A call that only counts and samples: it needs neither attributes nor consent.</summary>
    public static BulkCall ToCount(ActionInfo action, RecordFilter filter, IReadOnlyList<string> parameters) =>
        Of(action, new WrittenCall.Params(filter), parameters, null);

    /// <summary>A call that may act on so many records.</summary>
    public static BulkCall ToAct(
        ActionInfo action, RecordFilter filter, IReadOnlyList<string> parameters, AttributeSet? attributes, CountRange counts)
    {
        BulkActionParams own = action.Effect switch
        {
            "Destroy" => new WrittenCall.DestroyingParams(filter, Consent.For(counts)),
            "Outbound" => new WrittenCall.OutboundParams(filter),
            _ => new WrittenCall.Params(filter),
        };
        return Of(action, own with { Confirm = Confirm.For(counts) }, parameters, attributes);
    }

    private static BulkCall Of(ActionInfo action, BulkActionParams own, IReadOnlyList<string> parameters, AttributeSet? attributes)
    {
        if (action.ObjectName is { } objectName)
            own.Parameters.Set("objectName", "objectName", objectName);
        foreach (string text in parameters)
        {
            if (text.Split('=', 2) is not [{ Length: > 0 } name, { Length: > 0 } value])
                throw CliException.Usage($"--parameter {text}: write name=value.");
            AttributeInfo parameter = Names.Find(
                action.Parameters,
                each => each.Name,
                name,
                $"parameter of {action.Name} named",
                action.Parameters.Count == 0 ? "It takes none."
                    : $"Parameters: {string.Join(", ", action.Parameters.Select(each => each.Name))}.");
            if (own.Parameters.Get<object>(name) is not null)
                throw CliException.Usage($"--parameter {name} was given twice, and takes one value.");
            own.Parameters.Set(name, name, ValueText.Read(value, parameter, $"--parameter {name}"));
        }

        foreach (AttributeInfo parameter in action.Parameters.Where(each => each.IsRequired))
        {
            if (own.Parameters.Get<object>(parameter.Name) is null)
                throw CliException.Usage($"{action.Name} needs {parameter.Name}: add --parameter {parameter.Name}=….");
        }

        return new(new(action.Name, action.Path) { Collection = action.Collection }, own, attributes);
    }
}
