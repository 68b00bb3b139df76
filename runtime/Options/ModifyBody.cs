namespace Outreach.Bulk;

/// <summary>The form of a bulk modify's body. The vendor's documents show three.</summary>
public enum ModifyBody
{
    /// <summary><c>{"custom1":"x","named":true}</c>: any number of attributes a call. The published description's own form.</summary>
    AttributeMap = 0,

    /// <summary>
    /// <c>{"fieldName":"custom1","fieldValue":"x"}</c>: one attribute a call, more are an <see cref="ArgumentException"/>. The
    /// published description's alternative.
    /// </summary>
    FieldNameAndValue = 1,

    /// <summary>
    /// <c>{"field":"custom1","value":"x"}</c>: one attribute a call, more are an <see cref="ArgumentException"/>. An older
    /// guide's form.
    /// </summary>
    FieldAndValue = 2,
}
