using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Catalog;

/// <summary>Finds something by the name that somebody typed.</summary>
internal static class Names
{
    /// <summary>Finds the one of that name.</summary>
    /// <param name="all">All there are.</param>
    /// <param name="nameOf">What each is called.</param>
    /// <param name="name">What was typed.</param>
    /// <param name="what">What it is, for the message.</param>
    /// <param name="list">Where all of them are listed, for the message.</param>
    /// <exception cref="CliException">There is none; the message names near ones.</exception>
    public static T Find<T>(IReadOnlyCollection<T> all, Func<T, string> nameOf, string name, string what, string list)
    {
        foreach (T each in all)
        {
            if (nameOf(each) == name)
                return each;
        }

        string[] near = [.. all.Select(nameOf)
            .Select(known => (known, Distance: Distance(known.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(known => known.Distance <= Math.Max(2, name.Length / 3))
            .OrderBy(known => known.Distance)
            .Take(3)
            .Select(known => known.known)];
        throw CliException.Usage(
            $"There is no {what} \"{name}\". {(near.Length > 0 ? $"Did you mean {string.Join(", ", near)}? " : "")}{list}");
    }

    /// <summary>Finds the attribute of that name in the API or, where none has it, of that label.</summary>
    /// <exception cref="CliException">There is none, or the label is that of several.</exception>
    public static AttributeInfo Find(IReadOnlyCollection<AttributeInfo> all, string name, string what, string list)
    {
        if (all.FirstOrDefault(each => each.Label is null && each.Name == name) is { } named)
            return named;
        AttributeInfo[] labelled =
            [.. all.Where(each => each.HasLabel(name)).DistinctBy(each => each.Name)];
        return labelled.Length switch
        {
            0 => Find(all, each => each.Shown, name, what, list),
            1 => labelled[0],
            _ => throw CliException.Usage(
                $"\"{name}\" is the label of {string.Join(" and ", labelled.Select(each => each.Name))}. Name the field itself."),
        };
    }

    // Levenshtein's, over two rows.
    private static int Distance(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
