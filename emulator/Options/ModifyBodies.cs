namespace Outreach.Bulk.Emulator;

/// <summary>Forms of a bulk modify's body. The vendor's documents show three.</summary>
[Flags]
public enum ModifyBodies
{
    /// <summary>The attributes by name: <c>{"custom1":"x"}</c>.</summary>
    AttributeMap = 1,

    /// <summary>One attribute: <c>{"fieldName":"custom1","fieldValue":"x"}</c>.</summary>
    FieldNameAndValue = 2,

    /// <summary>One attribute: <c>{"field":"custom1","value":"x"}</c>.</summary>
    FieldAndValue = 4,

    /// <summary>Each of them.</summary>
    All = AttributeMap | FieldNameAndValue | FieldAndValue,
}
