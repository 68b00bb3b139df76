namespace Outreach.Bulk.Generator;

/// <summary>
/// Gives each custom object of an organisation the actions that the description has for all of them, under its own name. They are
/// named like any other by <see cref="ApiModelBuilder"/>.
/// </summary>
internal static class OwnObjectsBuilder
{
    private const string CustomObject = "customObject";

    /// <param name="description">The description.</param>
    /// <param name="objects">The custom objects.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The description with their actions, and what is wrong with their names.</returns>
    public static (ApiDescription Description, EquatableArray<ModelProblem> Problems) Build(
        ApiDescription description, EquatableArray<OwnObject> objects, CancellationToken cancellationToken)
    {
        ProblemList problems = new();
        OwnObject[] named = [.. Named(description, objects, problems, cancellationToken)];
        ActionDescription[] actions = [.. description.Actions.Where(action => action.CodeName.Prefix.Model == CustomObject)];
        ImportDescription[] upserts = [.. description.Imports.Where(import => !import.IsOfFile && import.CodeName.Prefix.Model == CustomObject)];
        string collection = description.Models.FirstOrDefault(model => model.Name == CustomObject)?.Collection ?? "customObjects";
        ApiDescription extended = description with
        {
            Actions = description.Actions.Concat(named.SelectMany(_ => actions, OfObject)).ToEquatableArray(),
            Imports = description.Imports.Concat(named.SelectMany(_ => upserts, (own, upsert) => upsert with { ObjectName = own.Name })).ToEquatableArray(),
            Models = description.Models.Concat(named.Select(own => ToModel(own, collection))).ToEquatableArray(),
        };
        return (extended, problems.ToEquatableArray());
    }

    /// <summary>What naming has to say of the custom objects, and not of the description itself.</summary>
    public static IEnumerable<ModelProblem> NameProblems(ApiDescription description, ApiDescription extended, CancellationToken cancellationToken)
    {
        HashSet<ModelProblem> known = [.. ApiModelBuilder.Build(description, cancellationToken).Problems];
        foreach (ModelProblem problem in ApiModelBuilder.Build(extended, cancellationToken).Problems.Where(problem => !known.Contains(problem)))
        {
            string reason = string.Format(
                System.Globalization.CultureInfo.InvariantCulture,
                problem.Rule.MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture),
                [.. problem.Arguments]);
            yield return new(OwnFieldRules.ObjectName, problem.Things, [DiagnosticInfo.OneLine(reason)]);
        }
    }

    // An object may be called as a model of the description, which must not lose its own types for it.
    private static IEnumerable<OwnObject> Named(
        ApiDescription description, EquatableArray<OwnObject> objects, ProblemList problems, CancellationToken cancellationToken)
    {
        HashSet<string> taken = ClientModel.TakenNames(ApiModelBuilder.Build(description, cancellationToken).Model);
        ILookup<string, OwnObject> byStem = objects.ToLookup(own => Identifier.Pascal(own.Name) ?? "", StringComparer.OrdinalIgnoreCase);
        foreach (OwnObject own in objects)
        {
            string stem = Identifier.Pascal(own.Name) ?? "";
            string[] names = [stem, $"{stem}Actions", $"{stem}Filter", $"{stem}Field", $"{stem}FieldExtensions", UpsertModel.RecordTypeOf(own.Name)];
            if (stem.Length is 0 or > TextNames.LongestName / 2)
                Refuse("its name gives no C# name");
            else if (names.FirstOrDefault(taken.Contains) is { } other)
                Refuse($"'{other}' is the name of something else");
            else if (byStem[stem].Count() > 1)
                Refuse($"{ProblemList.Quoted(byStem[stem].Where(each => each.Name != own.Name).Select(each => each.Name))} would be called '{stem}' as well");
            else if (description.Models.Any(model => model.Name == own.Name))
                Refuse("a model of the description has that name");
            else
                yield return own;

            void Refuse(string reason) =>
                problems.Add(OwnFieldRules.ObjectName, own.Name, $"No types were generated for the custom object '{own.Name}': {reason}");
        }
    }

    private static ActionDescription OfObject(OwnObject own, ActionDescription action) => action with
    {
        ObjectName = own.Name,
        Body = action.Body is { IsOpen: true } or { FieldsOf: CustomObject } ? action.Body with { FieldsOf = own.Name, IsOpen = false } : action.Body,
    };

    private static ModelDescription ToModel(OwnObject own, string collection) => new(own.Name, own.Attributes, [], [], collection) { HasOpenFilter = !own.TellsFilters };
}
