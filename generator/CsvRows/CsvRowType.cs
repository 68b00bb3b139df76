using Outreach.Bulk.Generator.Common;

namespace Outreach.Bulk.Generator.CsvRows;

/// <summary>A type marked <c>[OutreachCsvRow]</c>, as its source says. Names are as C# writes them: <c>@class</c>.</summary>
/// <param name="Namespace">The namespace; empty for the global one.</param>
/// <param name="Name">The name behind it, with those of the types it is nested in: <c>Outer.AccountRow</c>.</param>
/// <param name="Declarations">How its parts begin, from the outermost type to itself: <c>partial record AccountRow</c>.</param>
/// <param name="Resource">The model its rows become records of.</param>
/// <param name="Properties">Its columns, whether they can be written or not.</param>
internal sealed record CsvRowType(
    string Namespace, string Name, EquatableArray<string> Declarations, string Resource, EquatableArray<CsvRowProperty> Properties)
{
    /// <summary>The type as written anywhere.</summary>
    public string QualifiedName => Namespace.Length == 0 ? $"global::{Name}" : $"global::{Namespace}.{Name}";
}

/// <summary>A property that is to be a column.</summary>
/// <param name="Name">The property, as C# writes it.</param>
/// <param name="Header">Its column: the property's plain name.</param>
/// <param name="Field">The identifier that its attribute names as the field; null without an attribute, empty for an argument
/// that names none.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Choice">The enum of a pick list's options that it holds, by its plain name; empty for anything else.</param>
/// <param name="TypeName">Its type, for people.</param>
/// <param name="Unreadable">Why it cannot be read; null when it can.</param>
internal sealed record CsvRowProperty(
    string Name, string Header, string? Field, CellType Type, string Choice, string TypeName, string? Unreadable);

/// <summary>What a property holds, as far as cells tell it apart.</summary>
internal enum CellType
{
    /// <summary>Nothing that has a form in a cell.</summary>
    None,
    Text,
    Integer,
    Number,
    Boolean,
    Date,
    Instant,
    TextList,

    /// <summary>An option of a pick list.</summary>
    Choice,
    ChoiceList,
}
