using System.Diagnostics.CodeAnalysis;
using Outreach.Bulk.Filters;

namespace Outreach.Bulk.Calls;

/// <summary>The parts of a call that was read back: what the generated records are of a call in code.</summary>
internal static class WrittenCall
{
    public sealed record Filter : RecordFilter
    {
        public static Filter Everything { get; } = new() { SelectsEverything = true };

        /// <exception cref="ArgumentException">The clause cannot be sent.</exception>
        public void Add(string name, IFilterValue clause)
        {
            clause.ThrowIfNotUsable(isId: name == "id", name);
            Clauses.Set(name, name, clause);
        }

        /// <exception cref="ArgumentException">The related filter has no clause.</exception>
        public void Add(string name, Filter related) => SetRelated(name, related, name);
    }

    public sealed record Params : BulkActionParams
    {
        public Params(RecordFilter filter) => SetFilter(filter, BulkCallFormat.Filter);
    }

    public sealed record OutboundParams : OutboundActionParams
    {
        public OutboundParams(RecordFilter filter) => SetFilter(filter, BulkCallFormat.Filter);
    }

    public sealed record DestroyingParams : DestroyingActionParams
    {
        [SetsRequiredMembers]
        public DestroyingParams(RecordFilter filter, Consent consent)
        {
            SetFilter(filter, BulkCallFormat.Filter);
            Consent = consent;
        }
    }

    public sealed record Attributes : AttributeSet;

    public sealed record Modification : ModifyAttributes;
}
