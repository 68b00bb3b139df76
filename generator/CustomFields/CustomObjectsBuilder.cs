using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Conventions;
using Outreach.Bulk.Generator.Description;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Identifiers;
using Outreach.Bulk.Generator.Model;
using Outreach.Bulk.Generator.Naming;
using Outreach.Bulk.Generator.SavedAnswers;

namespace Outreach.Bulk.Generator.CustomFields;

/// <summary>
/// Gives each custom object of an organisation the actions that the description has for all of them, under its name. They are
/// named like any other by <see cref="ApiModelBuilder"/>.
/// </summary>
internal static class CustomObjectsBuilder
{
    /// <param name="named">The description.</param>
    /// <param name="objects">The custom objects.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The description with their actions, and what is wrong with their names and not with those of the description.</returns>
    public static (NamedDescription Extended, EquatableArray<NamingProblem> Problems) Build(
        NamedDescription named, EquatableArray<CustomObject> objects, CancellationToken cancellationToken)
    {
        NamingProblems problems = new();
        CustomObject[] free = [.. WithoutTaken(named, objects, problems)];
        NamedDescription extended = ApiModelBuilder.Build(Extend(named.Description, free), cancellationToken);
        foreach (NamingProblem problem in extended.Problems.Except(named.Problems))
            problems.Add(CustomFieldRules.ObjectName, [.. problem.Things], problem.Message);
        return (extended with { HasOnlyLabelled = named.HasOnlyLabelled }, problems.ToEquatableArray());
    }

    private static ApiDescription Extend(ApiDescription description, CustomObject[] objects)
    {
        ActionDescription[] actions = [.. description.Actions.Where(action => action.CodeName.Prefix.Resource == WellKnown.CustomObject)];
        ImportDescription[] upserts =
            [.. description.Imports.Where(import => !import.IsOfFile && import.CodeName.Prefix.Resource == WellKnown.CustomObject)];
        string collection = description.Resources.FirstOrDefault(resource => resource.Name == WellKnown.CustomObject)?.Collection
            ?? "customObjects";
        return description with
        {
            Actions = description.Actions.Concat(objects.SelectMany(_ => actions, OfObject)).ToEquatableArray(),
            Imports = description.Imports
                .Concat(objects.SelectMany(_ => upserts, (custom, upsert) => upsert with { ObjectName = custom.Name }))
                .ToEquatableArray(),
            Resources = description.Resources.Concat(objects.Select(custom => ToResource(custom, collection))).ToEquatableArray(),
        };
    }

    // An object may have the name of something in the description, which must not lose its types for it.
    private static IEnumerable<CustomObject> WithoutTaken(
        NamedDescription named, EquatableArray<CustomObject> objects, NamingProblems problems)
    {
        HashSet<string> taken = TypeNames.GeneratedFor(named.Model);
        ILookup<string, CustomObject> byStem = objects.ToLookup(
            custom => Identifier.Pascal(custom.Name) ?? "", StringComparer.OrdinalIgnoreCase);
        foreach (CustomObject custom in objects)
        {
            string stem = Identifier.Pascal(custom.Name) ?? "";
            string field = TypeNames.FieldOf(custom.Name);
            string[] names =
                [
                    stem,
                    $"{stem}Actions",
                    TypeNames.FilterOf(custom.Name),
                    field,
                    TypeNames.ExtensionsOf(field),
                    TypeNames.RecordOf(custom.Name),
                ];
            if (stem.Length is 0 or > TextNames.LongestName / 2)
                Refuse("its name gives no C# name");
            else if (names.FirstOrDefault(taken.Contains) is { } other)
                Refuse($"'{other}' is the name of something else");
            else if (byStem[stem].Count() > 1)
                Refuse($"{NamingProblems.Quoted(Others(byStem[stem], custom))} would be called '{stem}' as well");
            else if (named.Description.Resources.Any(resource => resource.Name == custom.Name))
                Refuse("a model of the description has that name");
            else
                yield return custom;

            void Refuse(string reason) => problems.Add(
                CustomFieldRules.ObjectName, custom.Name, $"No types were generated for the custom object '{custom.Name}': {reason}");
        }
    }

    private static IEnumerable<string> Others(IEnumerable<CustomObject> objects, CustomObject custom) =>
        objects.Where(each => each.Name != custom.Name).Select(each => each.Name);

    private static ActionDescription OfObject(CustomObject custom, ActionDescription action) => action with
    {
        ObjectName = custom.Name,
        Body = action.Body is { IsOpen: true } or { FieldsOf: WellKnown.CustomObject }
            ? action.Body with { FieldsOf = custom.Name, IsOpen = false }
            : action.Body,
    };

    private static ResourceDescription ToResource(CustomObject custom, string collection) =>
        new(custom.Name, custom.Attributes, [], [], collection) { HasOpenFilter = !custom.TellsFilters };
}
