using System.Text.Json;
using Outreach.Bulk.Attributes;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk;

/// <summary>
/// The attributes that a bulk modify sets, each unassigned, set to a value, or cleared. Generated records derive from it,
/// with one property per writable field of the model.
/// </summary>
public abstract record ModifyAttributes : AttributeSet
{
    internal override void ThrowIfNotUsable(OutreachBulkOptions options, string parameter)
    {
        if (Values.Count == 0)
            throw new ArgumentException("A bulk modify needs at least one attribute; none was assigned.", parameter);
        if (options.Protocol.ModifyBody != ModifyBody.AttributeMap && Values.Count != 1)
        {
            throw new ArgumentException(
                $"{nameof(ProtocolOptions)}.{nameof(ProtocolOptions.ModifyBody)} is {options.Protocol.ModifyBody}, which carries "
                    + $"one attribute a call; {Values.Count} were assigned.",
                parameter);
        }

        base.ThrowIfNotUsable(options, parameter);
    }

    internal override void WriteTo(Utf8JsonWriter writer, OutreachBulkOptions options)
    {
        if (options.Protocol.ModifyBody == ModifyBody.AttributeMap)
        {
            base.WriteTo(writer, options);
            return;
        }

        (string name, string value) = options.Protocol.ModifyBody == ModifyBody.FieldNameAndValue
            ? ("fieldName", "fieldValue")
            : ("field", "value");
        SparseValues.Entry entry = Values.Entries[0];
        writer.WriteString(name, entry.Name);
        writer.WritePropertyName(value);
        AttributeWriter.Write(writer, entry.Value);
    }
}
