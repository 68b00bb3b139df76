using Microsoft.CodeAnalysis;

namespace Outreach.Bulk.Generator.Diagnostics;

/// <summary>
/// What can be wrong with a call. An error is a call that is refused whenever it is made, a warning one that does something else
/// than it seems to, an info one that depends on what the code does not show.
/// </summary>
internal static class UsageRules
{
    public static readonly DiagnosticDescriptor EmptyFilter = Rule(
        DiagnosticIds.EmptyFilter,
        "The filter says nothing",
        "'{0}' is assigned {1}, which says nothing and is refused where it is assigned. Give it a value, or leave the clause out; if every "
            + "record is meant, write the model's Everything filter.",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor MaybeEmptyClause = Rule(
        DiagnosticIds.MaybeEmptyClause,
        "The sequence may be empty",
        "'{0}' is assigned a sequence that may be empty, and then an ArgumentException is thrown. Make no call when there is nothing to "
            + "select.",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor DestroysEverything = Rule(
        DiagnosticIds.DestroysEverything,
        "A destroying action selects everything",
        "'{0}' selects every record that the caller can reach, and the action destroys what it selects. Select the records by a clause.",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor DestroysUnconfirmed = Rule(
        DiagnosticIds.DestroysUnconfirmed,
        "A destroying action skips the confirmation",
        "SkipConfirmation is refused for an action that destroys data: the records would be gone before their count could be compared with "
            + "the consent. Leave it out; the consent confirms.",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor SendsUnconfirmed = Rule(
        DiagnosticIds.SendsUnconfirmed,
        "An outbound action skips the confirmation",
        "SkipConfirmation starts the action on however many records match, and it changes what is sent to people, which nothing brings "
            + "back. Leave it out and set Confirm, such as Confirm.AtMost(n).",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor StartNotAwaited = Rule(
        DiagnosticIds.StartNotAwaited,
        "The start of an operation is not awaited",
        "Nothing awaits '{0}', so nobody learns whether it was refused, is out of bounds, or was sent at all. Await it, or return its "
            + "task.",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor OperationDropped = Rule(
        DiagnosticIds.OperationDropped,
        "The operation is dropped",
        "'{0}' returns the operation it started, and it is dropped: what was started may fail, or wait for a confirmation, unseen. Keep "
            + "it and wait for its completion, or keep its Id.",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor OutcomeUnseen = Rule(
        DiagnosticIds.OutcomeUnseen,
        "The outcome is not looked at",
        "The result reports failed records, or that nothing matched, instead of throwing, and it is dropped. Look at its "
            + "Outcome, or call EnsureAllSucceeded().",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor WaitWithoutPolicy = Rule(
        DiagnosticIds.WaitWithoutPolicy,
        "The wait has no answer to a request for confirmation",
        "The call says nothing about confirmation. The server starts small sets without asking; should it ask, this wait ends in "
            + "ConfirmationRequiredException. Set Confirm in the call, such as Confirm.AtMost(n), or handle the exception.",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor TooManyIds = Rule(
        DiagnosticIds.TooManyIds,
        "There are more ids than a call takes",
        "'{0}' is assigned {1} ids; a call takes at most 100000 and is refused above that. Split the ids over several calls.",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor ShiftingSet = Rule(
        DiagnosticIds.ShiftingSet,
        "The action changes what it filters by",
        "The action changes '{0}', by which its filter selects: afterwards the same filter selects another set, without records that were "
            + "changed or with them once more. Keep the ids if the set is needed again.",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor ConsentIsNoCount = Rule(
        DiagnosticIds.ConsentIsNoCount,
        "The consent is not made from a count",
        "{0} is no count that a batch can have: {1}. Make the consent from the number of records that is expected.",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor TaskNotAwaited = Rule(
        DiagnosticIds.TaskNotAwaited,
        "A task is not awaited",
        "Nothing awaits '{0}', so the code goes on before it has ended, and what it brings or throws is lost. Await it, or return its "
            + "task.",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor StartDiscarded = Rule(
        DiagnosticIds.StartDiscarded,
        "The start of an operation is discarded",
        "The discard drops the task of '{0}' and with it whether the call was refused, is out of bounds, or was sent at all. To drop the "
            + "operation alone, write '_ = await …'.",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor EmptyAttribute = Rule(
        DiagnosticIds.EmptyAttribute,
        "The attribute says nothing",
        "'{0}' is assigned {1}, which is refused before anything is sent. Give it a value, or leave it out; Clear.Value empties a field.",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor ExactInstant = Rule(
        DiagnosticIds.ExactInstant,
        "The filter asks for one point in time",
        "'{0}' is assigned a point in time, which matches records of exactly that moment and so next to none. If from then on is meant, "
            + "assign 'new() {{ AtLeast = … }}'.",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor OutboundOnEverything = Rule(
        DiagnosticIds.OutboundOnEverything,
        "An outbound action takes everything, however much it is",
        "'{0}' selects every record that the caller can reach, the policy admits any number of them, and the action changes what is sent "
            + "to people, which nothing brings back. Select the records by a clause, or confirm up to a number.",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor StartedAgain = Rule(
        DiagnosticIds.StartedAgain,
        "Something is started again after an unknown outcome",
        "'{0}' is called again though its first call may have worked, and then all is done twice. Look for what it started with "
            + "FindAsync, or set OnUnknownOutcome.Reconcile, before anything is sent again.",
        DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Rule(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, "Outreach.Bulk.Usage", severity, isEnabledByDefault: true, helpLinkUri: RulePages.Of(id));
}
