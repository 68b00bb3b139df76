using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Outreach.Bulk.Generator.Usage;

/// <summary>The types of the runtime that calls are made of, as the compilation at hand knows them.</summary>
internal sealed class UsageTypes
{
    // Every rule asks; a compilation has one answer.
    private static readonly ConditionalWeakTable<Compilation, Answer> s_answers = new();

    private readonly IAssemblySymbol _runtime;

    private UsageTypes(IAssemblySymbol runtime, Compilation compilation)
    {
        _runtime = runtime;
        ActionGroup = Find("BulkActionGroup");
        BatchCollection = Find("BatchCollection");
        ImportCollection = Find("ImportCollection");
        BulkCall = Find("BulkCall");
        ActionParams = Find("BulkActionParams");
        DestroyingParams = Find("DestroyingActionParams");
        OutboundParams = Find("OutboundActionParams");
        Attributes = Find("AttributeSet");
        ModifyAttributes = Find("ModifyAttributes");
        Filter = Find("RecordFilter");
        FilterValue = Find("FilterValue`1");
        FilterValues = Find("FilterValue");
        Confirm = Find("Confirm");
        Consent = Find("Consent");
        BatchOperation = Find("BatchOperation");
        ImportOperation = Find("ImportOperation");
        ConfirmationRequired = Find("ConfirmationRequiredException");
        OutcomeUnknown = Find("OutcomeUnknownException");
        Mapping = Find("ImportMapping`1");
        HeaderMapping = Find("CsvHeaderMapping`2");
        ImportOptions = Find("ImportOptions");
        ImportResult = Find("ImportResult");
        DupeMethod = Find("DupeMethod");
        Instant = compilation.GetTypeByMetadataName("System.DateTimeOffset");
        Task = compilation.GetTypeByMetadataName("System.Threading.Tasks.Task");
        TaskOfResult = compilation.GetTypeByMetadataName("System.Threading.Tasks.Task`1");
        ReadOnlyAttribute = compilation.GetTypeByMetadataName("System.ComponentModel.ReadOnlyAttribute");
    }

    public INamedTypeSymbol? ActionGroup { get; }

    public INamedTypeSymbol? BatchCollection { get; }

    public INamedTypeSymbol? ImportCollection { get; }

    public INamedTypeSymbol? BulkCall { get; }

    public INamedTypeSymbol? ActionParams { get; }

    public INamedTypeSymbol? DestroyingParams { get; }

    public INamedTypeSymbol? OutboundParams { get; }

    /// <summary>What the attributes of every action and of every upsert derive from.</summary>
    public INamedTypeSymbol? Attributes { get; }

    public INamedTypeSymbol? ModifyAttributes { get; }

    public INamedTypeSymbol? Filter { get; }

    public INamedTypeSymbol? FilterValue { get; }

    /// <summary>The class that makes filter values.</summary>
    public INamedTypeSymbol? FilterValues { get; }

    public INamedTypeSymbol? Confirm { get; }

    public INamedTypeSymbol? Consent { get; }

    public INamedTypeSymbol? BatchOperation { get; }

    public INamedTypeSymbol? ImportOperation { get; }

    public INamedTypeSymbol? ConfirmationRequired { get; }

    public INamedTypeSymbol? OutcomeUnknown { get; }

    /// <summary>What a model's own mapping derives from, which is keyed by text.</summary>
    public INamedTypeSymbol? Mapping { get; }

    /// <summary>What the mapping of a CSV file derives from, which is keyed by the file's enum.</summary>
    public INamedTypeSymbol? HeaderMapping { get; }

    public INamedTypeSymbol? ImportOptions { get; }

    public INamedTypeSymbol? ImportResult { get; }

    public INamedTypeSymbol? DupeMethod { get; }

    public INamedTypeSymbol? Instant { get; }

    private INamedTypeSymbol? Task { get; }

    private INamedTypeSymbol? TaskOfResult { get; }

    private INamedTypeSymbol? ReadOnlyAttribute { get; }

    /// <summary>Finds the types; null in a project without the runtime, where no rule has anything to say.</summary>
    public static UsageTypes? Find(Compilation compilation) => s_answers.GetValue(compilation, Ask).Types;

    /// <summary>What a task brings; null for anything but a task.</summary>
    public ITypeSymbol? ResultOf(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Arity: 1 } named && named.Is(TaskOfResult) ? named.TypeArguments[0] : null;

    public bool IsTask(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "Task" } && type.Is(Task);

    /// <summary>Whether a method is the runtime's, or was generated over it.</summary>
    public bool IsOurs(IMethodSymbol method) => method.ContainingType is { } type
        && (SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, _runtime)
            || type.Is(ActionGroup)
            || type.Is(BatchCollection)
            || type.Is(ImportCollection)
            || type.Is(BatchOperation)
            || type.Is(ImportOperation));

    /// <summary>Whether a field of a model cannot be written, as its enum member says.</summary>
    public bool IsReadOnly(IFieldSymbol field) => field.GetAttributes().Any(data =>
        SymbolEqualityComparer.Default.Equals(data.AttributeClass, ReadOnlyAttribute) && data.ConstructorArguments is [{ Value: true }]);

    private static Answer Ask(Compilation compilation) => new(
        compilation.GetTypeByMetadataName("Outreach.Bulk.BulkActionGroup") is { } known
            ? new(known.ContainingAssembly, compilation)
            : null);

    private INamedTypeSymbol? Find(string name) => _runtime.GetTypeByMetadataName($"Outreach.Bulk.{name}");

    private sealed class Answer(UsageTypes? types)
    {
        public UsageTypes? Types { get; } = types;
    }
}

internal static class UsageTypeExtensions
{
    /// <summary>Whether a type is another, of whatever type arguments, or derives from it.</summary>
    public static bool Is(this ITypeSymbol? type, INamedTypeSymbol? other) => type.Base(other) is not null;

    /// <summary>The type itself or the one it derives from that is another, of whatever type arguments.</summary>
    public static INamedTypeSymbol? Base(this ITypeSymbol? type, INamedTypeSymbol? other)
    {
        if (other is null)
            return null;
        for (; type is not null; type = type.BaseType)
        {
            // Names differ nearly always, and are compared at once.
            if (type.Name == other.Name && SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, other))
                return type as INamedTypeSymbol;
        }

        return null;
    }

    /// <summary>The member of an enum that has a number.</summary>
    public static IFieldSymbol? Member(this INamedTypeSymbol type, int number) =>
        type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(member => member.ConstantValue is int value && value == number);
}
