using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Outreach.Bulk.Generator.Common;

namespace Outreach.Bulk.Generator.CsvRows;

/// <summary>Reads a type marked <c>[OutreachCsvRow]</c>, for the generator and its analyzer alike.</summary>
internal static class CsvRowParser
{
    public const string AttributeName = "Outreach.Bulk.OutreachCsvRowAttribute";

    private const string FieldAttributeName = "Outreach.Bulk.OutreachFieldAttribute";
    private const string IgnoreAttributeName = "Outreach.Bulk.OutreachIgnoreAttribute";

    private static readonly SymbolDisplayFormat s_qualified = Named(
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    private static readonly SymbolDisplayFormat s_inNamespace = Named(SymbolDisplayTypeQualificationStyle.NameAndContainingTypes);

    private static readonly SymbolDisplayFormat s_simple = Named(SymbolDisplayTypeQualificationStyle.NameOnly);

    /// <summary>Reads the type; null when a rule forbids to fill it, which <see cref="CsvRowAnalyzer"/> reports.</summary>
    public static CsvRowType? TryParse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        // Marked twice it would be emitted twice; the compiler says that it may not be.
        INamedTypeSymbol type = (INamedTypeSymbol)context.TargetSymbol;
        return type.GetAttributes().Count(data => Is(data, AttributeName)) == 1 && CsvRowTypeCheck.Find(type, cancellationToken) is null
            ? Parse(type, cancellationToken)
            : null;
    }

    /// <summary>Reads the type; null when it names no model, of which the compiler tells.</summary>
    public static CsvRowType? Parse(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        type.GetAttributes()
            .FirstOrDefault(data => Is(data, AttributeName))?.NamedArguments.FirstOrDefault(
                argument => argument.Key == "Model").Value.Value is not string model
            ? null
            : new(
                type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(s_qualified),
                type.ToDisplayString(s_inNamespace),
                WithContainers(type)
                    .Reverse()
                    .Select(each => $"partial {Keyword(each)} {each.ToDisplayString(s_simple)}")
                    .ToEquatableArray(),
                model,
                Columns(type).Select(property => Parse(property, type, cancellationToken)).ToEquatableArray());

    /// <summary>The properties that are to be columns, those of base types first.</summary>
    public static IEnumerable<IPropertySymbol> Columns(INamedTypeSymbol type)
    {
        List<IPropertySymbol> columns = [];
        foreach (INamedTypeSymbol level in WithBases(type).Reverse())
        {
            foreach (IPropertySymbol property in level.GetMembers().OfType<IPropertySymbol>().Where(IsColumn))
            {
                columns.RemoveAll(hidden => hidden.Name == property.Name);
                columns.Add(property);
            }
        }

        return columns;
    }

    /// <summary>The attribute that names a property's field.</summary>
    public static AttributeData? FieldAttribute(IPropertySymbol property) =>
        property.GetAttributes().FirstOrDefault(data => Is(data, FieldAttributeName));

    /// <summary>The identifier that names a field in an attribute: a member of something. Empty for anything else.</summary>
    public static string FieldIn(AttributeData attribute, CancellationToken cancellationToken) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is AttributeSyntax { ArgumentList.Arguments: [var argument, ..] }
        && argument.Expression is MemberAccessExpressionSyntax { Name: IdentifierNameSyntax name }
            ? name.Identifier.ValueText
            : "";

    /// <summary>The type, and what it is nested in.</summary>
    public static IEnumerable<INamedTypeSymbol> WithContainers(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? each = type; each is not null; each = each.ContainingType)
            yield return each;
    }

    private static IEnumerable<INamedTypeSymbol> WithBases(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? each = type; each is not null && each.SpecialType != SpecialType.System_Object; each = each.BaseType)
            yield return each;
    }

    // What is static or has parameters is no value of a row, unless it says that it is one.
    private static bool IsColumn(IPropertySymbol property) =>
        !property.IsImplicitlyDeclared
        && property.ExplicitInterfaceImplementations.IsEmpty
        && !property.GetAttributes().Any(data => Is(data, IgnoreAttributeName))
        && (FieldAttribute(property) is not null
            || (property.DeclaredAccessibility == Accessibility.Public && !property.IsStatic && !property.IsIndexer));

    private static SymbolDisplayFormat Named(SymbolDisplayTypeQualificationStyle qualification) =>
        new(typeQualificationStyle: qualification, miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private static CsvRowProperty Parse(IPropertySymbol property, INamedTypeSymbol row, CancellationToken cancellationToken) => new(
        property.ToDisplayString(s_simple),
        property.Name,
        FieldAttribute(property) is { } attribute ? FieldIn(attribute, cancellationToken) : null,
        Cell(property.Type),
        ChoiceIn(property.Type) ?? "",
        property.Type.ToDisplayString(),
        Unreadable(property, row));

    private static string? Unreadable(IPropertySymbol property, INamedTypeSymbol row) =>
        property.IsStatic ? "is static"
        : property.IsIndexer ? "is an indexer"
        : property.GetMethod is null ? "has no getter"
        : IsHidden(property.GetMethod, row) ? "has a getter that the row cannot reach"
        : null;

    private static bool IsHidden(IMethodSymbol getter, INamedTypeSymbol row) =>
        getter.DeclaredAccessibility switch
        {
            Accessibility.Private => !SymbolEqualityComparer.Default.Equals(getter.ContainingType, row),
            Accessibility.Internal or Accessibility.ProtectedAndInternal =>
                !SymbolEqualityComparer.Default.Equals(getter.ContainingAssembly, row.ContainingAssembly),
            _ => false,
        };

    private static CellType Cell(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            CellType value = Cell(nullable.TypeArguments[0]);
            return value is CellType.TextList or CellType.ChoiceList ? CellType.None : value;
        }

        return type.SpecialType switch
        {
            SpecialType.System_String => CellType.Text,
            SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16
                or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 => CellType.Integer,
            SpecialType.System_Decimal or SpecialType.System_Double or SpecialType.System_Single => CellType.Number,
            SpecialType.System_Boolean => CellType.Boolean,
            SpecialType.System_DateTime => CellType.Instant,
            _ when IsOfSystem(type, "DateTimeOffset") => CellType.Instant,
            _ when IsOfSystem(type, "DateOnly") => CellType.Date,
            _ when IsChoice(type) => CellType.Choice,
            _ when Items(type).Any(item => item.SpecialType == SpecialType.System_String) => CellType.TextList,
            _ when Items(type).Any(IsChoice) => CellType.ChoiceList,
            _ => CellType.None,
        };
    }

    private static string? ChoiceIn(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? ChoiceIn(nullable.TypeArguments[0])
        : IsChoice(type) ? type.Name
        : Items(type).FirstOrDefault(IsChoice)?.Name;

    // A type that is not there yet while the generator runs may be one that it emits; later it bears its mark.
    private static bool IsChoice(ITypeSymbol type) => type.TypeKind switch
    {
        TypeKind.Error => type is INamedTypeSymbol { Arity: 0, Name.Length: > 0 },
        TypeKind.Enum => type.GetAttributes().Any(
            data => Is(data, "System.CodeDom.Compiler.GeneratedCodeAttribute")
                && data.ConstructorArguments.FirstOrDefault().Value is GeneratorVersion.Name),
        _ => false,
    };

    private static IEnumerable<ITypeSymbol> Items(ITypeSymbol type) =>
        type.AllInterfaces.Concat(type is INamedTypeSymbol named ? [named] : [])
            .Where(each => each.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)
            .Select(each => each.TypeArguments[0]);

    private static bool IsOfSystem(ITypeSymbol type, string name) =>
        type.Name == name && type.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true };

    private static bool Is(AttributeData data, string name) => data.AttributeClass?.ToDisplayString() == name;

    private static string Keyword(INamedTypeSymbol type) => type switch
    {
        { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
        { IsRecord: true } => "record",
        { TypeKind: TypeKind.Struct } => "struct",
        { TypeKind: TypeKind.Interface } => "interface",
        _ => "class",
    };
}
