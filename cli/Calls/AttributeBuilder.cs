using Outreach.Bulk.Calls;
using Outreach.Bulk.Cli.Catalog;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Cli.Calls;

/// <summary>Makes the attributes of <c>--set</c> and <c>--clear</c>.</summary>
internal static class AttributeBuilder
{
    /// <returns>The attributes; null for an action that takes none.</returns>
    /// <exception cref="CliException">One is unknown, missing or no value of its type.</exception>
    public static AttributeSet? Build(
        ActionInfo action, IReadOnlyList<string> set, IReadOnlyList<string> clear, Func<string, string, string> read)
    {
        if (action.Takes is null)
        {
            return set.Count + clear.Count == 0
                ? null
                : throw CliException.Usage($"{action.Name} takes no attributes. Leave --set and --clear out.");
        }

        (AttributeInfo Attribute, string[] Values, string Option)[] given =
        [
            .. set.Select(text => Assignment(text, read)).GroupBy(each => each.Name).Select(group => (
                Named(action, group.Key, group.First().Option),
                group.Select(each => each.Value).ToArray(),
                group.First().Option)),
        ];
        if (given.GroupBy(each => each.Attribute.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw CliException.Usage($"{string.Join(" and ", twice.Select(each => each.Option))} are both {twice.Key}. "
                + $"Leave one of them out.");
        }

        string[] missing =
        [
            .. action.Attributes
                .Where(each => each.IsRequired && given.All(one => one.Attribute.Name != each.Name))
                .Select(each => each.Name),
        ];
        if (missing.Length > 0)
        {
            throw CliException.Usage($"{action.Name} needs {string.Join(", ", missing)}: add "
                + $"{string.Join(" ", missing.Select(name => $"--set {name}=…"))}.");
        }

        if (!action.Modifies && clear.Count > 0)
            throw CliException.Usage($"--clear {clear[0]}: {action.Name} sets no fields, so there is nothing to clear.");
        if (given.Length + clear.Count == 0)
            throw CliException.Usage($"{action.Name} needs at least one field: add --set name=value or --clear name.");

        try
        {
            return action.Modifies ? Modification(action, given, clear) : Declared(given);
        }
        catch (ArgumentException exception)
        {
            throw CliException.Usage(exception.Message);
        }
    }

    private static WrittenCall.Attributes Declared((AttributeInfo Attribute, string[] Values, string Option)[] given)
    {
        WrittenCall.Attributes attributes = new();
        foreach ((AttributeInfo attribute, string[] values, string option) in given)
            attributes.Add(attribute.Name, Value(attribute, values, option));
        return attributes;
    }

    private static WrittenCall.Modification Modification(
        ActionInfo action, (AttributeInfo Attribute, string[] Values, string Option)[] given, IReadOnlyList<string> clear)
    {
        WrittenCall.Modification attributes = new();
        foreach ((AttributeInfo attribute, string[] values, string option) in given)
            attributes.Add(attribute.Name, Value(attribute, values, option));
        foreach (string name in clear)
        {
            string cleared = Named(action, name, $"--clear {name}").Name;
            if (given.Any(each => each.Attribute.Name == cleared))
                throw CliException.Usage($"--set {name} and --clear {name} contradict each other. Leave one of them out.");
            attributes.Add(cleared, Clear.Value);
        }

        return attributes;
    }

    private static (string Name, string Value, string Option) Assignment(string text, Func<string, string, string> read)
    {
        int at = text.IndexOf('=', StringComparison.Ordinal);
        if (at <= 0)
            throw CliException.Usage($"--set {text}: write name=value.");
        string name = text[..at].Trim();
        string value = text[(at + 1)..];

        // The option is named without its value, which may be long.
        string option = $"--set {name}";
        return value switch
        {
            // It may be that of a variable that is not set.
            "" => throw CliException.Usage($"{option} has no value. To clear the field: --clear {name}."),
            "@" => throw CliException.Usage($"{option}=@ names no file. Write @file, or @- for standard input."),
            ['@', .. var source] => (name, read(option, source), option),
            _ => (name, value, option),
        };
    }

    private static AttributeInfo Named(ActionInfo action, string name, string option)
    {
        if (action.IsOpen)
        {
            return action.Attributes.Any(each => each.Name == name || each.HasLabel(name))
                ? Names.Find(action.Attributes, name, $"attribute of {action.Name} named", "")
                : new(name, "Any");
        }

        AttributeInfo found = Names.Find(
            action.Attributes, name, $"attribute of {action.Name} named", $"outreach-bulk actions {action.Name} lists them.");
        return found.IsReadOnly ? throw CliException.Usage($"{option}: {name} is read-only.") : found;
    }

    private static object Value(AttributeInfo attribute, string[] values, string option)
    {
        if (!attribute.IsList)
        {
            return values.Length == 1
                ? ValueText.Read(values[0], attribute, option)
                : throw CliException.Usage($"{option} was given {values.Length} times, and {attribute.Name} takes one value.");
        }

        return TypedArray.Of([.. values.Select(value => ValueText.Read(value, attribute, option))])!;
    }
}
