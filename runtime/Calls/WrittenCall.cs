using System.Diagnostics.CodeAnalysis;
using Outreach.Bulk.Filters;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Calls;

/// <summary>The parts of a call that was read back: what the generated records are of a call in code.</summary>
internal static class WrittenCall
{
    public sealed record Filter : RecordFilter
    {
        public static Filter Everything { get; } = new() { SelectsEverything = true };

        /// <exception cref="ArgumentException">The clause cannot be sent.</exception>
        public void Add(string name, IFilterValue clause, string at)
        {
            clause.ThrowIfNotUsable(isId: name == "id", at);
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

    public sealed record Attributes : AttributeSet
    {
        /// <exception cref="ArgumentException">The value cannot be sent.</exception>
        public void Add(string name, object value)
        {
            if (value is Array items)
                AddList(Values, name, items);
            else
                Set(name, value, name);
        }
    }

    public sealed record Modification : ModifyAttributes
    {
        /// <exception cref="ArgumentException">The value cannot be sent.</exception>
        public void Add(string name, object value)
        {
            if (value is Array items)
            {
                AddList(Values, name, items);
                return;
            }

            // A field may be set to a blank text.
            WireText.ThrowIfNotEncodable(value, name);
            Values.Set(name, name, value);
        }
    }

    private static void AddList(SparseValues values, string name, Array items)
    {
        WireText.ThrowIfNotWritable(items, name);
        values.Set(name, name, items);
    }
}
