namespace Outreach.Bulk.Generator.Conventions;

/// <summary>
/// The <c>x-outreach-</c> extensions: what OpenAPI cannot say. <c>spec/README.md</c> explains each, <see cref="ExtensionVocabulary"/>
/// checks them.
/// </summary>
internal static class Extension
{
    public const string Prefix = "x-outreach-";

    /// <summary>What texts of extensions begin with in a trimmed document.</summary>
    public const char TextMark = '=';

    public const string Effect = "x-outreach-effect";
    public const string Scopes = "x-outreach-scopes";
    public const string FieldsOf = "x-outreach-fields-of";
    public const string Filterable = "x-outreach-filterable";
    public const string FilterableBy = "x-outreach-filterable-by";
    public const string Filters = "x-outreach-filters";
    public const string Collection = "x-outreach-collection";
    public const string KnownValues = "x-outreach-known-values";
    public const string Models = "x-outreach-models";
    public const string Name = "x-outreach-name";

    // For people and tools.
    public const string Sortable = "x-outreach-sortable";
    public const string ScopesNote = "x-outreach-scopes-note";
    public const string AlternativeBodies = "x-outreach-alternative-bodies";
    public const string FilterForm = "x-outreach-filter-form";
    public const string Limits = "x-outreach-limits";
    public const string Evidence = "x-outreach-evidence";
}
