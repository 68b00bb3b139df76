using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.Conventions;

/// <summary>
/// Reports what a description, with its overlays, says in words of ours that is not understood: an unknown word, one in a part
/// where it means nothing, a value that it does not have. What is read of a schema is known to those who read it, and they note it.
/// </summary>
internal sealed class ExtensionCheck(SpecMapping root, PlacedProblems problems)
{
    private const string NotRead = "It was not read";
    private const string NotReadEffect = "It was not read, and until it is corrected an action with it is taken to destroy";

    private readonly Dictionary<SpecMapping, ExtensionPlace> _places = [];
    private readonly HashSet<(SpecNode Node, Part Part)> _seen = [];

    /// <summary>The parts of a document that lead to others, and those that extensions may be misplaced in.</summary>
    private enum Part
    {
        // Not ours to look at: examples, other extensions, what has no place for ours.
        Skipped,
        Other,
        Document,
        Paths,
        Path,
        BulkActionPath,
        ImportPath,
        Operation,
        BulkAction,
        Parameters,
        Parameter,
        Bodies,
        Responses,
        Body,
        Contents,
        Content,
        Components,
        Schemas,
        Schema,
    }

    /// <summary>Notes what a schema is read as.</summary>
    public void Note(SpecMapping schema, ExtensionPlace place)
    {
        _places.TryGetValue(schema, out ExtensionPlace known);
        _places[schema] = known | place;
    }

    /// <summary>Reports what is not understood.</summary>
    /// <param name="everywhere">
    /// Whether parts that are not read may have an unknown word. Otherwise only what is read is looked at: what is misplaced or
    /// mistaken in other parts loses nothing.
    /// </param>
    public void Report(bool everywhere)
    {
        foreach (KeyValuePair<SpecMapping, ExtensionPlace> noted in _places)
        {
            Check(noted.Key, noted.Value);
            CheckKeywords(noted.Key, Keywords.OfSchemas);
        }

        Walk(root, Part.Document, everywhere);
    }

    /// <summary>Reports what is written as a keyword of OpenAPI is, but for letter case or what is between its words.</summary>
    public void CheckKeywords(SpecMapping owner, Keywords keywords)
    {
        foreach (SpecScalar name in owner.Members.Select(member => member.Key))
        {
            if (keywords.Meant(name.Text) is { } meant)
                problems.AddShape(name.Span, $"'{name.Text}' is no keyword of OpenAPI", $"'{meant}', if that is meant", NotRead);
        }
    }

    private void Walk(SpecNode node, Part part, bool everywhere)
    {
        if (part == Part.Skipped || !(everywhere || IsRead(node, part)) || node is SpecScalar || !_seen.Add((node, part)))
            return;
        if (node is SpecSequence list)
        {
            foreach (SpecNode item in list.Items)
                Walk(item, Child(part, ""), everywhere);
            return;
        }

        SpecMapping map = (SpecMapping)node;
        if (part is Part.Schemas or Part.Paths or Part.Bodies or Part.Responses or Part.Contents or Part.Parameters)
            CheckNames(map);
        else if (part != Part.Schema || !_places.ContainsKey(map))
            Check(map, PlaceOf(part), isPath: part == Part.BulkActionPath);
        foreach (SpecMember member in map.Members)
            Walk(member.Value, Child(part, member.Key.Text), everywhere);
    }

    private bool IsRead(SpecNode node, Part part) =>
        part is not (Part.Path or Part.Responses)
        && (part != Part.Schema
            || node is not SpecMapping map
            || _places.ContainsKey(map)
            || map.Find(ReferenceResolver.Ref) is SpecScalar);

    private static Part Child(Part part, string key) => (part, key) switch
    {
        (Part.Document, "paths") => Part.Paths,
        (Part.Document, "components") => Part.Components,
        (Part.Document, "info" or "servers" or "tags" or "security" or "externalDocs") => Part.Other,
        (Part.Paths, _) when key.StartsWith("/", StringComparison.Ordinal) =>
            OperationPath.IsBulkAction(key) ? Part.BulkActionPath : OperationPath.IsImport(key) ? Part.ImportPath : Part.Path,
        (Part.BulkActionPath, "post") => Part.BulkAction,
        (Part.Path or Part.ImportPath or Part.BulkActionPath,
            "get" or "put" or "post" or "delete" or "options" or "head" or "patch" or "trace") => Part.Operation,
        (Part.Path or Part.ImportPath or Part.BulkActionPath or Part.Operation or Part.BulkAction, "parameters") => Part.Parameters,
        (Part.Operation or Part.BulkAction, "requestBody") => Part.Body,
        (Part.Operation or Part.BulkAction, "responses") => Part.Responses,
        (Part.Parameters, _) => Part.Parameter,
        (Part.Bodies or Part.Responses, _) => Part.Body,
        (Part.Body or Part.Parameter, "content") => Part.Contents,
        (Part.Body, "headers") => Part.Parameters,
        (Part.Contents, _) => Part.Content,
        (Part.Content or Part.Parameter, "schema") => Part.Schema,
        (Part.Components, "schemas") => Part.Schemas,
        (Part.Components, "parameters" or "headers") => Part.Parameters,
        (Part.Components, "requestBodies") => Part.Bodies,
        (Part.Components, "responses") => Part.Responses,
        (Part.Schema, "properties" or "allOf" or "anyOf" or "oneOf") => Part.Schemas,
        (Part.Schema, "items" or "additionalProperties" or "not") => Part.Schema,
        (Part.Schemas, _) => Part.Schema,
        _ => Part.Skipped,
    };

    private static ExtensionPlace PlaceOf(Part part) => part switch
    {
        Part.Document => ExtensionPlace.Document,
        Part.Operation => ExtensionPlace.Operation,
        Part.BulkAction => ExtensionPlace.Operation | ExtensionPlace.BulkAction,
        Part.Parameter => ExtensionPlace.Parameter,
        Part.Schema => ExtensionPlace.Unknown,
        _ => ExtensionPlace.Other,
    };

    // Among names one of ours would be taken for a property, a schema or a media type.
    private void CheckNames(SpecMapping names)
    {
        foreach (SpecScalar name in names.Members.Select(member => member.Key).Where(name => ExtensionVocabulary.IsPrefixed(name.Text)))
            Misplaced(name, "among names", ExtensionVocabulary.Nearest(name.Text));
    }

    private void Check(SpecMapping owner, ExtensionPlace place, bool isPath = false)
    {
        foreach (SpecMember member in owner.Members)
        {
            SpecScalar name = member.Key;
            if (!ExtensionVocabulary.IsOurs(name.Text))
                continue;
            if (ExtensionVocabulary.Find(name.Text) is not { } rule)
                Unknown(name);
            else if (owner.Find(ReferenceResolver.Ref) is SpecScalar)
                Misplaced(name, "beside a reference, where OpenAPI ignores it", name.Text);
            else if (place != ExtensionPlace.Unknown && (rule.Places & place) == 0)
                Misplaced(name, "where it means nothing", name.Text, isPath);
            else
                ExtensionFaults.Report(name.Text, rule, member.Value, problems);
        }
    }

    private void Unknown(SpecScalar name)
    {
        string? meant = ExtensionVocabulary.Nearest(name.Text);
        problems.AddShape(
            name.Span,
            $"'{name.Text}' is no extension",
            meant is null ? "one of those that spec/README.md lists" : $"'{meant}', if that is meant",
            meant == Extension.Effect ? NotReadEffect : NotRead);
    }

    private void Misplaced(SpecScalar name, string where, string? meant, bool isPath = false) => problems.AddShape(
        name.Span,
        $"'{name.Text}' stands {where}",
        meant is null
            ? "one of those that spec/README.md lists, on what it is about"
            : $"'{meant}' on {ExtensionVocabulary.Find(meant)!.Where}",
        isPath && meant == Extension.Effect ? NotReadEffect : NotRead);
}
